package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    @Test
    void a_valid_uri_can_be_forwarded_to_another_server() {
        assertThat(exchange("/blobs/sha256/ab%20c", "X-Amz-Signature=1").isUri())
                .isTrue();
        assertThat(exchange("//blobs", "").isUri()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/blobs/a\\b", "/blobs/a b", "/blobs/%zz", "/blobs/[", "/blobs/\u0007"})
    void an_invalid_uri_cannot_be_forwarded_to_another_server(String path) {
        assertThat(exchange(path, "").isUri()).isFalse();
        assertThat(exchange("/blobs/a", path).isUri()).isEqualTo(path.endsWith("["));
    }

    @Test
    void headers_of_the_connection_are_removed_as_in_http_2() {
        var fields = HttpFields.build()
                .add("Transfer-Encoding", "chunked")
                .add("Connection", "keep-alive")
                .add("Accept", "a/b")
                .add("Accept", "c/d");
        assertThat(Exchange.headers(fields)).isEqualTo(Map.of("accept", "a/b,c/d"));
    }

    private static Exchange exchange(String path, String query) {
        return new Exchange(
                "GET", path, query, Map.of(), InputStream.nullInputStream(), OptionalLong.empty(), "127.0.0.1");
    }
}
