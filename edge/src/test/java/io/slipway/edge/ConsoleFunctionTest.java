package io.slipway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edge functions that lead browsers to the console. */
class ConsoleFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EdgeFunction CONSOLE = new EdgeFunction(EdgeSource.code("console", "", ""), Map.of());
    private static final EdgeFunction HOST =
            new EdgeFunction(EdgeSource.code("host", "https://registry.test", ""), Map.of());

    @AfterAll
    static void close() {
        CONSOLE.close();
        HOST.close();
    }

    @ParameterizedTest
    @CsvSource({"/console/, /console/index.html", "/console/app.js, /console/app.js"})
    void the_folder_serves_its_page_and_a_path_its_file(String asked, String served) {
        assertThat(CONSOLE.run(request(asked, "*/*")).value().path("uri").asText())
                .isEqualTo(served);
    }

    @Test
    void nothing_but_the_path_reaches_the_bucket() {
        ObjectNode event = request("/console/", "text/html");
        ObjectNode request = (ObjectNode) event.path("request");
        ObjectNode headers = (ObjectNode) request.path("headers");
        headers.putObject("authorization").put("value", "Bearer x");
        headers.putObject("x-amz-acl").put("value", "public-read");
        ((ObjectNode) request.path("querystring")).putObject("X-Amz-Signature").put("value", "0");
        EdgeResult result = CONSOLE.run(event);
        assertThat(result.value().path("headers").fieldNames()).toIterable().containsExactly("accept");
        assertThat(result.value().path("querystring")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/, 'text/html,application/xhtml+xml'", "/console, */*"})
    void a_browser_at_the_registrys_url_is_redirected_to_the_console(String path, String accept) {
        EdgeResult result = HOST.run(request(path, accept));
        assertThat(result.value().path("statusCode").asInt()).isEqualTo(302);
        assertThat(result.value().path("headers").path("location").path("value").asText())
                .isEqualTo("/console/");
    }

    @ParameterizedTest
    @CsvSource({"/, application/json", "/, ''", "/api/spaces, text/html"})
    void programs_and_other_paths_are_not_redirected(String path, String accept) {
        assertThat(HOST.run(request(path, accept)).isResponse()).isFalse();
    }

    private static ObjectNode request(String uri, String accept) {
        ObjectNode event = JSON.createObjectNode().put("version", "1.0");
        event.putObject("context").put("eventType", "viewer-request").put("distributionDomainName", "d.test");
        event.putObject("viewer").put("ip", "192.0.2.1");
        ObjectNode request = event.putObject("request").put("method", "GET").put("uri", uri);
        request.putObject("querystring");
        request.putObject("cookies");
        request.putObject("headers").putObject("accept").put("value", accept);
        return event;
    }
}
