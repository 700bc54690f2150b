package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {
    @ParameterizedTest
    @CsvSource({
        "/v2/a/manifests/1, /v2/a/manifests/1",
        "/v2/a%2Fb, /v2/a/b",
        "/v2/%C3%A4, /v2/ä",
        "/v2/a%3Fb, /v2/a",
        "/v2/a%, /v2/a%",
        "/v2/a%zz, /v2/a%zz",
        "/v2/a+b, /v2/a+b"
    })
    void paths_are_decoded_as_in_an_http_api(String raw, String decoded) {
        assertThat(Decoding.path(raw)).isEqualTo(decoded);
    }
}
