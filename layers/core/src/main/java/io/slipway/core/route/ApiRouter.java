package io.slipway.core.route;

import io.slipway.core.access.Credentials;
import io.slipway.core.access.Token;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The one way from a request under {@code /api/} to its answer. Callers send a Slipway token as a bearer token. */
public final class ApiRouter {
    /** What the table of routes holds. */
    public sealed interface ApiRoute {
        /** The method. */
        String method();

        /** The path, with {@code <part>} for a segment. */
        String path();
    }

    /**
     * A route that needs a Slipway token.
     *
     * @param method the method
     * @param path the path
     * @param operation what answers
     */
    public record Line(String method, String path, ApiOperation operation) implements ApiRoute {}

    /**
     * A route that needs none: it tells nothing of what is kept, or has another proof of who asks.
     *
     * @param method the method
     * @param path the path
     * @param operation what answers
     */
    public record OpenLine(String method, String path, Function<Request, Response> operation) implements ApiRoute {}

    private record Compiled(ApiRoute route, PathPattern pattern) {}

    private final List<Compiled> routes;
    private final Credentials credentials;

    public ApiRouter(List<? extends ApiRoute> routes, Credentials credentials) {
        this.routes = routes.stream()
                .map(route -> new Compiled(route, new PathPattern(route.path())))
                .toList();
        this.credentials = credentials;
    }

    /** Answers the request; errors become answers here and nowhere else. */
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (RegistryException e) {
            return Errors.render(e);
        }
    }

    private Response answer(Request request) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Compiled compiled : routes) {
            ApiRoute route = compiled.route();
            var parts = compiled.pattern().match(request.path());
            if (parts.isPresent() && route.method().equals(request.method())) {
                return run(route, request, parts.get());
            }
            parts.ifPresent(match -> allowed.add(route.method()));
        }
        authenticate(request);
        if (!allowed.isEmpty()) {
            throw new RegistryException(
                            ErrorCode.UNSUPPORTED, request.method() + " is not an operation of this resource")
                    .with("Allow", String.join(", ", allowed));
        }
        throw new RegistryException(ErrorCode.NOT_FOUND, "there is no such resource");
    }

    private Response run(ApiRoute route, Request request, Map<String, String> parts) {
        return switch (route) {
            case Line line -> {
                Token token = authenticate(request);
                QueryCheck.check(request.query(), line.operation().parameters());
                yield line.operation().handle(new ApiCall(request, token, parts));
            }
            case OpenLine line -> {
                QueryCheck.check(request.query(), Set.of());
                yield line.operation().apply(request);
            }
        };
    }

    private Token authenticate(Request request) {
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var token = credentials.check(header.substring(7).trim(), request.sourceAddress());
            if (token.isPresent()) {
                return token.get();
            }
        }
        // What programs that know Octopus's feed send.
        var key = request.header("x-octopus-apikey").flatMap(text -> credentials.check(text, request.sourceAddress()));
        if (key.isPresent()) {
            return key.get();
        }
        throw new RegistryException(ErrorCode.UNAUTHORIZED, "send a Slipway token: Authorization: Bearer slp_…")
                .with("WWW-Authenticate", "Bearer realm=\"slipway\"");
    }
}
