package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_request_has_the_method_the_path_and_the_headers_of_the_event() {
        Request request = request(event("get-manifest"), Optional.empty(), Optional.empty());
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/v2/team-a/app/manifests/1.2.0");
        assertThat(request.header("Accept").orElseThrow()).contains("index.v1+json");
        assertThat(request.sourceAddress()).isEqualTo("203.0.113.7");
        assertThat(request.body().bytes()).isEmpty();
    }

    @Test
    void the_registrys_url_has_the_host_that_the_distribution_sends() {
        ObjectNode event = event("get-base");
        headers(event, Map.of("x-slipway-edge", "proof"));
        assertThat(request(event, Optional.empty(), Optional.of("proof")).origin())
                .isEqualTo("https://registry.example.com");
    }

    @Test
    void a_client_at_the_gateway_cannot_choose_the_registrys_host() {
        for (Optional<String> proof : List.of(Optional.<String>empty(), Optional.of("proof"))) {
            ObjectNode event = event("get-base");
            headers(
                    event,
                    Map.of(
                            "x-slipway-edge", "a guess",
                            "x-forwarded-host", "elsewhere.test",
                            "x-forwarded-proto", "http",
                            "host", "elsewhere.test"));
            Request request = request(event, Optional.empty(), proof);
            assertThat(request.origin()).isEqualTo("https://api-id.execute-api.eu-central-1.amazonaws.com");
            assertThat(request.headers()).doesNotContainValue("elsewhere.test");
        }
    }

    @Test
    void a_configured_public_url_takes_precedence() {
        Optional<URI> url = Optional.of(URI.create("http://registry.test:5000"));
        ObjectNode event = event("get-base");
        headers(event, Map.of("x-slipway-edge", "proof", "x-forwarded-host", "elsewhere.test"));
        assertThat(request(event, url, Optional.of("proof")).origin()).isEqualTo("http://registry.test:5000");
    }

    @Test
    void bodies_and_repeated_parameters_arrive_unchanged() {
        Request request = request(event("put-manifest"), Optional.empty(), Optional.empty());
        assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"schemaVersion\":2}");
        assertThat(request.parameters("tag")).containsExactly("1.2", "latest");
        assertThat(request.contentType()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
    }

    @Test
    void a_body_arrives_whole_wherever_it_is_in_the_event() throws IOException {
        byte[] bytes = new byte[100_001];
        new Random(1).nextBytes(bytes);
        String body = "\"body\" : \"" + Base64.getEncoder().encodeToString(bytes) + "\"";
        String header = "\"headers\":{\"body\":\"a header\",\"x\":\"\\\"body\\\":\\\"\"}";
        for (String event : List.of(
                "{" + body + "}",
                "{" + body + ", \"isBase64Encoded\":true}",
                "{\"isBase64Encoded\":true," + header + ",\n" + body + "\n}",
                "{" + header + "," + body + " , \"rawPath\" : \"/\",\"isBase64Encoded\":true }")) {
            Body read = EventText.read(event.getBytes(StandardCharsets.UTF_8)).body();
            assertThat(read.bytes())
                    .isEqualTo(
                            event.contains("isBase64Encoded")
                                    ? bytes
                                    : Base64.getEncoder().encode(bytes));
        }
    }

    @Test
    void a_body_of_text_arrives_without_its_escapes() throws IOException {
        for (String text : List.of("", "a", "a \"b\"\\", "\"", "\u00e9 \ud83d\ude80", "a\nb\",\"c")) {
            ObjectNode event = JSON.createObjectNode().put("body", text).put("isBase64Encoded", false);
            Body read = EventText.read(JSON.writeValueAsBytes(event)).body();
            assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
        assertThat(EventText.read("{\"body\":null}".getBytes(StandardCharsets.UTF_8))
                        .body()
                        .bytes())
                .isEmpty();
    }

    @Test
    void only_the_distribution_can_set_the_clients_address() {
        ObjectNode event = event("get-base");
        headers(event, Map.of("x-slipway-viewer", "192.0.2.1", "x-slipway-edge", "proof"));
        Request through = request(event, Optional.empty(), Optional.of("proof"));
        assertThat(through.sourceAddress()).isEqualTo("192.0.2.1");
        Request forged = request(event, Optional.empty(), Optional.of("another"));
        assertThat(forged.sourceAddress())
                .isEqualTo(event.at("/requestContext/http/sourceIp").asText());
    }

    @Test
    void the_signer_is_the_one_that_the_gateway_reports() {
        Request request = request(event("login-aws"), Optional.empty(), Optional.empty());
        assertThat(request.gateway().principal()).contains("arn:aws:sts::123456789012:assumed-role/ci/build-75");
        assertThat(request.gateway().domain()).isEqualTo("abcdef1234.execute-api.eu-central-1.amazonaws.com");
        Request plain = request(event("get-base"), Optional.empty(), Optional.empty());
        assertThat(plain.gateway().principal()).isEmpty();
    }

    @Test
    void a_query_with_broken_escapes_is_an_error_of_the_client() {
        ObjectNode event = event("get-base");
        event.put("rawQueryString", "n=%zz");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> request(event, Optional.empty(), Optional.empty()))
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void the_body_of_a_response_is_encoded_in_base64() throws IOException {
        byte[] body = {(byte) 0xff, 0, 1};
        JsonNode response = written(Response.of(200, "a/b", body));
        assertThat(response.path("statusCode").asInt()).isEqualTo(200);
        assertThat(response.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(response.path("body").asText())).isEqualTo(body);
        assertThat(response.path("headers").path("Content-Type").asText()).isEqualTo("a/b");
        assertThat(response.path("headers").path("X-Content-Type-Options").asText())
                .isEqualTo("nosniff");
    }

    @Test
    void a_response_without_a_body_has_an_empty_one() throws IOException {
        assertThat(written(Response.of(202)).path("body").asText("missing")).isEmpty();
    }

    private static JsonNode written(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HttpEvents.write(response, out);
        return JSON.readTree(out.toByteArray());
    }

    private static void headers(ObjectNode event, Map<String, String> more) {
        more.forEach(event.withObject("headers")::put);
    }

    private static Request request(JsonNode event, Optional<URI> publicUrl, Optional<String> edgeProof) {
        try {
            HttpEvent read = HttpEvent.read(new ByteArrayInputStream(JSON.writeValueAsBytes(event)));
            return HttpEvents.request(read, publicUrl, edgeProof);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode event(String name) {
        try {
            Path file = Path.of(System.getProperty("slipway.root"), "events", name + ".json");
            return (ObjectNode) JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
