package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpEventsTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void a_request_has_the_method_the_path_and_the_headers_of_the_event() {
        Request request = HttpEvents.request(event("get-manifest"), Optional.empty(), Optional.empty());
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/v2/team-a/app/manifests/1.2.0");
        assertThat(request.header("Accept").orElseThrow()).contains("index.v1+json");
        assertThat(request.sourceAddress()).isEqualTo("203.0.113.7");
        assertThat(request.body().bytes()).isEmpty();
    }

    @Test
    void the_address_is_the_one_that_the_distribution_names() {
        APIGatewayV2HTTPEvent event = event("get-base");
        event.getHeaders().put("x-slipway-edge", "proof");
        assertThat(HttpEvents.request(event, Optional.empty(), Optional.of("proof"))
                        .origin())
                .isEqualTo("https://registry.example.com");
    }

    @Test
    void who_goes_to_the_gateway_cannot_name_the_registrys_host() {
        for (Optional<String> proof : List.of(Optional.<String>empty(), Optional.of("proof"))) {
            APIGatewayV2HTTPEvent event = event("get-base");
            event.getHeaders()
                    .putAll(Map.of(
                            "x-slipway-edge", "a guess",
                            "x-forwarded-host", "elsewhere.test",
                            "x-forwarded-proto", "http",
                            "host", "elsewhere.test"));
            Request request = HttpEvents.request(event, Optional.empty(), proof);
            assertThat(request.origin()).isEqualTo("https://api-id.execute-api.eu-central-1.amazonaws.com");
            assertThat(request.headers()).doesNotContainValue("elsewhere.test");
        }
    }

    @Test
    void a_public_address_stands_above_all() {
        Optional<URI> url = Optional.of(URI.create("http://registry.test:5000"));
        APIGatewayV2HTTPEvent event = event("get-base");
        event.getHeaders().putAll(Map.of("x-slipway-edge", "proof", "x-forwarded-host", "elsewhere.test"));
        assertThat(HttpEvents.request(event, url, Optional.of("proof")).origin())
                .isEqualTo("http://registry.test:5000");
    }

    @Test
    void bodies_and_repeated_parameters_arrive_whole() {
        Request request = HttpEvents.request(event("put-manifest"), Optional.empty(), Optional.empty());
        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"schemaVersion\":2}");
        assertThat(request.parameters("tag")).containsExactly("1.2", "latest");
        assertThat(request.contentType()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
    }

    @Test
    void the_clients_address_is_what_the_distribution_says_and_nobody_else() {
        APIGatewayV2HTTPEvent event = event("get-base");
        event.setHeaders(Map.of("x-slipway-viewer", "192.0.2.1", "x-slipway-edge", "proof"));
        Request through = HttpEvents.request(event, Optional.empty(), Optional.of("proof"));
        assertThat(through.sourceAddress()).isEqualTo("192.0.2.1");
        Request forged = HttpEvents.request(event, Optional.empty(), Optional.of("another"));
        assertThat(forged.sourceAddress())
                .isEqualTo(event.getRequestContext().getHttp().getSourceIp());
    }

    @Test
    void who_signed_is_what_the_gateway_says() {
        Request request = HttpEvents.request(event("login-aws"), Optional.empty(), Optional.empty());
        assertThat(request.gateway().principal()).contains("arn:aws:sts::123456789012:assumed-role/ci/build-75");
        assertThat(request.gateway().domain()).isEqualTo("abcdef1234.execute-api.eu-central-1.amazonaws.com");
        Request plain = HttpEvents.request(event("get-base"), Optional.empty(), Optional.empty());
        assertThat(plain.gateway().principal()).isEmpty();
    }

    @Test
    void a_query_with_broken_escapes_is_the_clients_fault() {
        APIGatewayV2HTTPEvent event = event("get-base");
        event.setRawQueryString("n=%zz");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HttpEvents.request(event, Optional.empty(), Optional.empty()))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void an_answers_bytes_travel_in_base64() {
        byte[] body = {(byte) 0xff, 0, 1};
        var response = HttpEvents.response(Response.of(200, "a/b", body));
        assertThat(response.getIsBase64Encoded()).isTrue();
        assertThat(Base64.getDecoder().decode(response.getBody())).isEqualTo(body);
        assertThat(response.getHeaders())
                .containsEntry("Content-Type", "a/b")
                .containsEntry("X-Content-Type-Options", "nosniff");
    }

    private static APIGatewayV2HTTPEvent event(String name) {
        try {
            Path file = Path.of(System.getProperty("slipway.root"), "events", name + ".json");
            return JSON.readValue(file.toFile(), APIGatewayV2HTTPEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
