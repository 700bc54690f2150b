package io.slipway.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.IAM;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.template.FunctionResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP API: routes, events of payload format 2.0, and the limits that AWS sets. */
final class ApiGateway {
    /** The longest body, in bytes. */
    static final int MAX_BODY = 10 * 1024 * 1024;

    /** The longest request line and headers, in bytes. */
    static final int MAX_HEAD = 10_240;

    /** The maximum time of a function in seconds. */
    static final int TIMEOUT = 30;

    private static final String DEFAULT = "$default";

    /** The account that everything here belongs to. */
    private static final String ACCOUNT = "000000000000";

    private final Map<String, String> routes = new LinkedHashMap<>();
    private final Map<String, RoutePath> paths = new LinkedHashMap<>();
    private final Set<String> signedRoutes = new HashSet<>();
    private final LambdaRuntime lambda;
    private final String scheme;
    private final Signatures signatures;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    ApiGateway(List<FunctionResource> functions, LambdaRuntime lambda, String scheme, Signatures signatures) {
        functions.forEach(function -> {
            function.routes().forEach(route -> routes.put(route, function.id()));
            signedRoutes.addAll(function.signedRoutes());
        });
        routes.keySet().stream()
                .filter(route -> !route.equals(DEFAULT))
                .forEach(route -> paths.put(route, RoutePath.of(route)));
        this.lambda = lambda;
        this.scheme = scheme;
        this.signatures = signatures;
    }

    Answer handle(Exchange exchange) throws IOException {
        if (exchange.headSize() > MAX_HEAD) {
            return Answer.message(431, "Request Header Fields Too Large");
        }
        byte[] body = exchange.body().readNBytes(MAX_BODY + 1);
        String path = Decoding.path(exchange.path());
        Optional<String> route = route(exchange.method(), path);
        if (route.isEmpty()) {
            return Answer.message(404, "Not Found");
        }
        // Base64 makes four bytes of three.
        if (body.length > MAX_BODY || body.length / 3 * 4L > LambdaRuntime.MAX_PAYLOAD) {
            return Answer.message(413, "Request Entity Too Large");
        }
        Optional<String> signer =
                signedRoutes.contains(route.get()) ? signatures.signer(exchange, body) : Optional.empty();
        if (signedRoutes.contains(route.get()) && signer.isEmpty()) {
            return Answer.message(403, "Forbidden");
        }
        APIGatewayV2HTTPEvent event = event(exchange, path, route.get(), body, signer);
        return answer(exchange, invoke(routes.getOrDefault(route.get(), ""), event));
    }

    /**
     * A full match wins over a greedy one, of those the longer; a method wins over ANY; and what nothing matches has the default
     * route (API Gateway, "Working with routes for HTTP APIs").
     */
    private Optional<String> route(String method, String path) {
        return paths.entrySet().stream()
                .filter(route -> route.getValue().fits(method, path))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .or(() -> Optional.of(DEFAULT).filter(routes::containsKey));
    }

    private APIGatewayV2HTTPEvent event(
            Exchange exchange, String path, String route, byte[] body, Optional<String> signer) {
        Map<String, String> headers = new LinkedHashMap<>(exchange.headers());
        headers.remove("cookie");
        headers.put("x-forwarded-for", exchange.address());
        headers.put("x-forwarded-proto", scheme);
        headers.put("x-forwarded-port", "443");
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(exchange.method())
                .withPath(path)
                .withProtocol("HTTP/1.1")
                .withSourceIp(exchange.address())
                .withUserAgent(headers.getOrDefault("user-agent", ""))
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(route)
                .withRawPath(path)
                .withRawQueryString(exchange.query())
                .withHeaders(headers)
                .withBody(body.length == 0 ? null : Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(body.length > 0)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId(UUID.randomUUID().toString())
                        .withRouteKey(route)
                        .withStage(DEFAULT)
                        .withTimeEpoch(System.currentTimeMillis())
                        .withAccountId(ACCOUNT)
                        .withDomainName(exchange.headers().getOrDefault("host", ""))
                        .withAuthorizer(signer.map(ApiGateway::authorizer).orElse(null))
                        .withHttp(http)
                        .build())
                .build();
    }

    /** Returns the caller's identity in IAM: the one user of this account. */
    private static Authorizer authorizer(String accessKey) {
        return Authorizer.builder()
                .withIam(IAM.builder()
                        .withAccessKey(accessKey)
                        .withAccountId(ACCOUNT)
                        .withCallerId(ACCOUNT)
                        .withUserArn("arn:aws:iam::" + ACCOUNT + ":user/" + accessKey)
                        .withUserId(ACCOUNT)
                        .build())
                .build();
    }

    private Optional<APIGatewayV2HTTPResponse> invoke(String function, APIGatewayV2HTTPEvent event) {
        Future<APIGatewayV2HTTPResponse> running = executor.submit(() -> lambda.invoke(function, event));
        try {
            return Optional.of(running.get(TIMEOUT, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the function failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Answer answer(Exchange exchange, Optional<APIGatewayV2HTTPResponse> response) {
        if (response.isEmpty()) {
            return Answer.message(503, "Service Unavailable");
        }
        String text = Optional.ofNullable(response.get().getBody()).orElse("");
        if (text.length() > LambdaRuntime.MAX_PAYLOAD) {
            return Answer.message(500, "Internal Server Error");
        }
        byte[] body = response.get().getIsBase64Encoded()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(response.get().getHeaders());
        headers.put("Content-Length", Integer.toString(body.length));
        boolean head = exchange.method().equals("HEAD");
        return Answer.of(response.get().getStatusCode(), headers, head ? new byte[0] : body);
    }
}
