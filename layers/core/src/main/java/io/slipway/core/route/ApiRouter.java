package io.slipway.core.route;

import io.slipway.core.access.Credentials;
import io.slipway.core.access.Token;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.util.List;
import java.util.TreeSet;

/** The one way from a request under {@code /api/} to its answer. Callers send a Slipway token as a bearer token. */
public final class ApiRouter {
    /**
     * One line of the table of routes.
     *
     * @param method the method
     * @param path the path, with {@code <part>} for a segment
     * @param operation what answers
     */
    public record Line(String method, String path, ApiOperation operation) {}

    private record Compiled(Line line, PathPattern pattern) {}

    private final List<Compiled> routes;
    private final Credentials credentials;

    public ApiRouter(List<Line> routes, Credentials credentials) {
        this.routes = routes.stream()
                .map(line -> new Compiled(line, new PathPattern(line.path())))
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
        Token token = authenticate(request);
        TreeSet<String> allowed = new TreeSet<>();
        for (Compiled route : routes) {
            var parts = route.pattern().match(request.path());
            if (parts.isPresent() && route.line().method().equals(request.method())) {
                return route.line().operation().handle(new ApiCall(request, token, parts.get()));
            }
            parts.ifPresent(match -> allowed.add(route.line().method()));
        }
        if (!allowed.isEmpty()) {
            throw new RegistryException(
                            ErrorCode.UNSUPPORTED, request.method() + " is not an operation of this resource")
                    .with("Allow", String.join(", ", allowed));
        }
        throw new RegistryException(ErrorCode.NOT_FOUND, "there is no such resource");
    }

    private Token authenticate(Request request) {
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var token = credentials.check(header.substring(7).trim());
            if (token.isPresent()) {
                return token.get();
            }
        }
        throw new RegistryException(ErrorCode.UNAUTHORIZED, "send a Slipway token: Authorization: Bearer slp_…")
                .with("WWW-Authenticate", "Bearer realm=\"slipway\"");
    }
}
