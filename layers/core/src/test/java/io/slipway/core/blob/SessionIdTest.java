package io.slipway.core.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
    @Test
    void an_id_is_a_uuid_that_contains_its_creation_time() {
        Instant now = Instant.parse("2030-01-02T03:04:05.678Z");
        UUID uuid = UUID.fromString(SessionId.next(now, SpaceName.DEFAULT));
        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(SessionId.begun(uuid.toString())).isEqualTo(now.toEpochMilli());
        assertThat(SessionId.next(now, SpaceName.DEFAULT)).isNotEqualTo(uuid.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first", "0f8fad5b-d9cb-469f-a165-70867728950e"})
    void a_foreign_id_is_older_than_every_deletion(String id) {
        assertThat(new Landed(new StoredBlob("k", 1), id).begunAfter(1)).isFalse();
        assertThat(new Landed(new StoredBlob("k", 1), id).begunAfter(0)).isTrue();
    }
}
