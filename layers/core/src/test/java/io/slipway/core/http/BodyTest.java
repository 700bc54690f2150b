package io.slipway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7};

    /** Returns a stream that returns its bytes in two pieces. */
    private static InputStream stream() {
        return new SequenceInputStream(
                new ByteArrayInputStream(CONTENT, 0, 4), new ByteArrayInputStream(CONTENT, 4, CONTENT.length - 4));
    }

    private static Body unknown() {
        return Body.of(stream(), OptionalLong.empty());
    }

    @Test
    void a_short_body_of_unknown_length_is_read_into_memory() throws IOException {
        Body body = unknown().inMemoryUpTo(CONTENT.length);
        assertThat(body.buffered()).isTrue();
        assertThat(body.bytes()).isEqualTo(CONTENT);
        assertThat(body.length()).isEqualTo(OptionalLong.of(CONTENT.length));
    }

    @Test
    void a_long_body_remains_a_stream_of_all_its_bytes() throws IOException {
        for (int most = 0; most < CONTENT.length; most++) {
            Body body = unknown().inMemoryUpTo(most);
            assertThat(body.buffered()).isFalse();
            assertThat(body.length()).isEmpty();
            assertThat(body.stream().readAllBytes()).as("after %d bytes", most).isEqualTo(CONTENT);
        }
    }

    @Test
    void a_long_body_can_be_read_byte_by_byte() throws IOException {
        InputStream bytes = unknown().inMemoryUpTo(2).stream();
        for (byte expected : CONTENT) {
            assertThat(bytes.read()).isEqualTo(expected);
        }
        assertThat(bytes.read()).isEqualTo(-1);
    }

    @Test
    void a_body_that_announces_too_many_bytes_is_not_read() throws IOException {
        InputStream stream = stream();
        Body body = Body.of(stream, OptionalLong.of(CONTENT.length)).inMemoryUpTo(2);
        assertThat(body.stream()).isSameAs(stream);
    }

    @Test
    void a_body_in_memory_is_returned_unchanged() throws IOException {
        Body body = Body.of(CONTENT);
        assertThat(body.inMemoryUpTo(1)).isSameAs(body);
    }
}
