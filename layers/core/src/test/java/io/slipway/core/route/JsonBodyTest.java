package io.slipway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.http.Body;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "299", "299.0", "1e3", "9223372036854775807"})
    void numbers_without_a_fraction_are_whole(String number) {
        assertThat(JsonBody.isWhole(field(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-3", "9223372036854775808", "1e999999999", "\"1\"", "true", "null", "[1]"})
    void other_values_are_not_whole(String value) {
        assertThat(JsonBody.isWhole(field(value))).isFalse();
    }

    private static JsonNode field(String value) {
        return JsonBody.read(Body.of(("{\"field\":" + value + "}").getBytes(StandardCharsets.UTF_8)))
                .path("field");
    }
}
