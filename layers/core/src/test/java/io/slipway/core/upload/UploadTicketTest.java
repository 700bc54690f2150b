package io.slipway.core.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UploadTicketTest {
    private static final RepositoryName NAME = RepositoryName.parse("app");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TICKET = UploadTicket.issue(NAME, "session", 5, DigestAlgorithm.SHA256, NOW, NOW)
            .sign("before");

    @Test
    void tickets_of_the_key_before_a_rotation_are_valid_while_that_key_is_accepted() {
        assertThat(check(Stream.of("now", "before"), NOW).offset()).isEqualTo(5);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> check(Stream.of("now"), NOW))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_INVALID));
    }

    @Test
    void a_ticket_expires_after_an_hour() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> check(Stream.of("before"), NOW.plus(UploadTicket.LIFETIME)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN));
    }

    private static UploadTicket check(Stream<String> keys, Instant now) {
        return UploadTicket.check(TICKET, NAME, "session", keys, now);
    }
}
