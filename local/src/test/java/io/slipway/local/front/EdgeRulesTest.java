package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeRulesTest {
    private static final Path TEMPLATE = Path.of(System.getProperty("slipway.root", "."), "template.yaml");

    private final ObjectNode viewed = request("host", "registry.test");

    @Test
    void a_function_may_add_its_own_headers() {
        ObjectNode changed = viewed.deepCopy();
        changed.withObject("headers").putObject("x-slipway-viewer").put("value", "192.0.2.1");
        assertThatCode(() -> EdgeRules.checkRequest(viewed, changed)).doesNotThrowAnyException();
    }

    @Test
    void a_function_must_not_add_a_header_of_cloudfront() {
        for (String name : new String[] {"x-forwarded-proto", "connection", "x-amz-cf-id", "x-edge-location"}) {
            ObjectNode changed = viewed.deepCopy();
            changed.withObject("headers").putObject(name).put("value", "x");
            assertThatIllegalStateException()
                    .isThrownBy(() -> EdgeRules.checkRequest(viewed, changed))
                    .withMessage("an edge function must not add the header " + name);
        }
    }

    @Test
    void a_function_must_not_change_the_host_or_the_method() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EdgeRules.checkRequest(viewed, request("host", "another.test")));
        assertThatIllegalStateException().isThrownBy(() -> EdgeRules.checkRequest(viewed, request("x", "y")));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> EdgeRules.checkRequest(viewed, viewed.deepCopy().put("method", "PUT")));
    }

    @Test
    void a_function_must_not_change_headers_that_describe_the_body() {
        ObjectNode answered = response("content-length", "5");
        ObjectNode changed = answered.deepCopy();
        changed.withObject("headers").putObject("location").put("value", "/v2/");
        assertThatCode(() -> EdgeRules.checkResponse(answered, changed)).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> EdgeRules.checkResponse(answered, response("content-length", "6")))
                .withMessage("an edge function must not change the header content-length");
        assertThatIllegalStateException()
                .isThrownBy(() -> EdgeRules.checkResponse(answered, response("via", "1.1 edge")));
    }

    @Test
    void a_response_created_by_a_function_must_not_have_restricted_headers() {
        var nothing = MissingNode.getInstance();
        assertThatCode(() -> EdgeRules.checkResponse(nothing, response("www-authenticate", "Bearer")))
                .doesNotThrowAnyException();
        for (String name : new String[] {"connection", "x-amz-cf-id", "content-length", "transfer-encoding"}) {
            assertThatIllegalStateException().isThrownBy(() -> EdgeRules.checkResponse(nothing, response(name, "1")));
        }
    }

    private static ObjectNode response(String header, String value) {
        ObjectNode response = new ObjectMapper().createObjectNode().put("statusCode", 200);
        response.putObject("headers").putObject(header).put("value", value);
        return response;
    }

    @Test
    void the_code_of_each_function_in_the_template_is_within_the_limit() throws IOException {
        Map<String, String> functions =
                Stack.read(TEMPLATE, Map.of()).distribution().edgeFunctions();
        assertThatCode(() -> EdgeRules.checkCode(functions)).doesNotThrowAnyException();
        assertThatIllegalStateException().isThrownBy(() -> EdgeRules.checkCode(Map.of("Long", " ".repeat(10_241))));
    }

    private static ObjectNode request(String header, String value) {
        ObjectNode request =
                new ObjectMapper().createObjectNode().put("method", "PATCH").put("uri", "/");
        request.putObject("headers").putObject(header).put("value", value);
        return request;
    }
}
