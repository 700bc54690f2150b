package io.slipway.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.slipway.aws.Environment;
import io.slipway.core.http.Response;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFunctionTest {
    private static final Environment ENVIRONMENT = new Environment(Map.of("SLIPWAY_EDGE_PROOF", "proof"));

    private static final class Greeting extends HttpFunction {
        Greeting() {
            super(ENVIRONMENT, request -> Response.of(200), () -> {});
        }
    }

    @Test
    void a_request_that_the_distribution_sent_is_served() {
        assertThat(status(event("GET", "/v2/", Map.of("x-slipway-edge", "proof"), null)))
                .isEqualTo(200);
    }

    @Test
    void a_request_to_the_gateways_own_host_is_refused() {
        assertThat(status(event("GET", "/v2/", Map.of(), null))).isEqualTo(403);
        assertThat(status(event("GET", "/v2/", Map.of("x-slipway-edge", "a guess"), null)))
                .isEqualTo(403);
    }

    @Test
    void a_principal_who_has_signed_for_the_gateway_is_served_there() {
        assertThat(status(event("POST", "/api/login/aws", Map.of(), "arn:aws:iam::123456789012:user/a")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/app/manifests/1, 200, '{PULLS=1}'",
        "HEAD, /v2/app/manifests/1, 200, {}",
        "GET, /v2/app/manifests/1, 404, {}",
        "PUT, /v2/team/app/manifests/1, 201, '{PUSHES=1}'",
        "PUT, /v2/app/blobs/uploads/x, 201, '{BYTES_INLINE=6}'",
        "PUT, /v2/app/blobs/uploads/x, 400, {}",
        "GET, /token, 401, '{FAILED_LOGINS=1}'",
        "GET, /token, 429, '{FAILED_LOGINS=1}'",
        "GET, /token, 200, {}",
        "GET, /api/spaces, 401, '{FAILED_LOGINS=1}'",
        "POST, /api/spaces/default/builds, 429, {}",
        "POST, /api/spaces/default/builds, 201, '{BUILD_REQUESTS=1}'",
        "GET, /api/spaces/default/builds, 200, {}",
        "GET, /v2/, 500, '{DEFECTS=1}'"
    })
    void a_request_counts_as_what_it_did(String method, String path, int status, String expected) {
        APIGatewayV2HTTPEvent event = event(method, path, Map.of("authorization", "Bearer x"), null);
        event.setBody("YWJjZGVm");
        event.setIsBase64Encoded(true);
        assertThat(Measures.of(event, status)).hasToString(expected);
    }

    @Test
    void a_request_to_the_api_without_a_token_is_no_failed_login() {
        assertThat(Measures.of(event("GET", "/api/spaces", Map.of(), null), 401))
                .isEmpty();
    }

    private static int status(APIGatewayV2HTTPEvent event) {
        return new Greeting()
                .handleRequest(event, io.slipway.emulators.SilentContext.INSTANCE)
                .getStatusCode();
    }

    private static APIGatewayV2HTTPEvent event(
            String method, String path, Map<String, String> headers, @Nullable String principal) {
        RequestContext context = new RequestContext();
        RequestContext.Http http = new RequestContext.Http();
        http.setMethod(method);
        http.setPath(path);
        http.setSourceIp("192.0.2.1");
        context.setHttp(http);
        if (principal != null) {
            RequestContext.IAM iam = new RequestContext.IAM();
            iam.setUserArn(principal);
            RequestContext.Authorizer authorizer = new RequestContext.Authorizer();
            authorizer.setIam(iam);
            context.setAuthorizer(authorizer);
        }
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawPath(path);
        event.setRawQueryString("");
        event.setHeaders(new HashMap<>(headers));
        event.setRequestContext(context);
        return event;
    }
}
