package io.slipway.local.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.template.FunctionResource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

/** Emulates the HTTP API: routes, events of payload format 2.0, and AWS's limits. */
final class ApiGateway {
    /** The maximum length of a body, in bytes. */
    static final int MAX_BODY = 10 * 1024 * 1024;

    /** The maximum length of request line and headers, in bytes. */
    static final int MAX_HEAD = 10_240;

    /** The maximum time of a function in seconds. */
    static final int TIMEOUT = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final byte[] BEFORE_BODY = ",\"body\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_BODY = "\",\"isBase64Encoded\":true}".getBytes(StandardCharsets.US_ASCII);

    private static final String DEFAULT = "$default";

    /** The id of the local account. */
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
        byte[] body = body(exchange);
        String path = Decoding.path(exchange.path());
        Optional<String> route = route(exchange.method(), path);
        if (route.isEmpty()) {
            return Answer.message(404, "Not Found");
        }
        if (body.length > MAX_BODY) {
            return Answer.message(413, "Request Entity Too Large");
        }
        Optional<String> signer =
                signedRoutes.contains(route.get()) ? signatures.signer(exchange, body) : Optional.empty();
        if (signedRoutes.contains(route.get()) && signer.isEmpty()) {
            return Answer.message(403, "Forbidden");
        }
        byte[] event = event(exchange, path, route.get(), body, signer);
        if (event.length > LambdaRuntime.MAX_PAYLOAD) {
            return Answer.message(413, "Request Entity Too Large");
        }
        return answer(exchange, invoke(routes.getOrDefault(route.get(), ""), event));
    }

    /**
     * Returns the route of a request: a full match wins over a greedy one, a longer greedy one over a shorter, and a
     * method over ANY; all other requests have the default route (API Gateway, "Working with routes for HTTP APIs").
     */
    private Optional<String> route(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        return paths.entrySet().stream()
                .filter(route -> route.getValue().fits(method, segments))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .or(() -> Optional.of(DEFAULT).filter(routes::containsKey));
    }

    private byte[] event(Exchange exchange, String path, String route, byte[] body, Optional<String> signer)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(exchange.headers());
        headers.remove("cookie");
        headers.put("x-forwarded-for", exchange.address());
        headers.put("x-forwarded-proto", scheme);
        headers.put("x-forwarded-port", "443");
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", route)
                .put("rawPath", path)
                .put("rawQueryString", exchange.query());
        headers.forEach(event.putObject("headers")::put);
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", ACCOUNT)
                .put("domainName", exchange.headers().getOrDefault("host", ""))
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", route)
                .put("stage", DEFAULT)
                .put("timeEpoch", System.currentTimeMillis());
        context.putObject("http")
                .put("method", exchange.method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", exchange.address())
                .put("userAgent", headers.getOrDefault("user-agent", ""));
        signer.ifPresent(accessKey -> authorize(context, accessKey));
        return body.length == 0
                ? JSON.writeValueAsBytes(event.put("isBase64Encoded", false))
                : withBody(JSON.writeValueAsBytes(event), body);
    }

    /** Adds the body in base64. It may be nearly all of the event, so that a generator of JSON would take most of a request's time for it. */
    private static byte[] withBody(byte[] event, byte[] body) {
        byte[] text = Base64.getEncoder().encode(body);
        int open = event.length - 1;
        return ByteBuffer.allocate(open + BEFORE_BODY.length + text.length + AFTER_BODY.length)
                .put(event, 0, open)
                .put(BEFORE_BODY)
                .put(text)
                .put(AFTER_BODY)
                .array();
    }

    /** Reads the body, and one byte more than the longest that is allowed. */
    private static byte[] body(Exchange exchange) throws IOException {
        long length = exchange.length().orElse(Long.MAX_VALUE);
        if (length > MAX_BODY) {
            return exchange.body().readNBytes(MAX_BODY + 1);
        }
        byte[] body = new byte[(int) length];
        int read = exchange.body().readNBytes(body, 0, body.length);
        return read == body.length ? body : Arrays.copyOf(body, read);
    }

    /** Adds the caller's IAM identity: the only user of this account. */
    private static void authorize(ObjectNode context, String accessKey) {
        context.putObject("authorizer")
                .putObject("iam")
                .put("accessKey", accessKey)
                .put("accountId", ACCOUNT)
                .put("callerId", ACCOUNT)
                .put("userArn", "arn:aws:iam::" + ACCOUNT + ":user/" + accessKey)
                .put("userId", ACCOUNT);
    }

    private Optional<byte[]> invoke(String function, byte[] event) {
        Future<byte[]> running = executor.submit(() -> lambda.invoke(function, event));
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

    private static Answer answer(Exchange exchange, Optional<byte[]> response) throws IOException {
        if (response.isEmpty()) {
            return Answer.message(503, "Service Unavailable");
        }
        if (response.get().length > LambdaRuntime.MAX_PAYLOAD) {
            return Answer.message(500, "Internal Server Error");
        }
        JsonNode json = JSON.readTree(response.get());
        String text = json.path("body").asText("");
        byte[] body = json.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.put("Content-Length", Integer.toString(body.length));
        boolean head = exchange.method().equals("HEAD");
        return Answer.of(json.path("statusCode").asInt(), headers, head ? new byte[0] : body);
    }
}
