package io.slipway.core.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The token service: GET with Basic credentials (Docker's "Token Authentication Specification"), POST with an OAuth2 form ("Docker Registry v2
 * authentication using OAuth2"). Requested access that the caller's grants cover is granted; the rest is noted as refused.
 */
public final class IssueBearerToken {
    private final Credentials credentials;
    private final BearerIssuer issuer;
    private final Granting granting;
    private final Clock clock;

    public IssueBearerToken(Credentials credentials, BearerIssuer issuer, Granting granting, Clock clock) {
        this.credentials = credentials;
        this.issuer = issuer;
        this.granting = granting;
        this.clock = clock;
    }

    /** Answers a request to the token service. */
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (RegistryException e) {
            return Errors.render(e);
        }
    }

    private Response answer(Request request) {
        return switch (request.method()) {
            case "GET" -> issue(basic(request), request.query(), request.sourceAddress());
            case "POST" -> {
                Query form = form(request);
                yield issue(password(form).or(() -> basic(request)), form, request.sourceAddress());
            }
            default ->
                throw new RegistryException(
                                ErrorCode.UNSUPPORTED,
                                "the method must be GET or POST, but was " + Quoted.of(request.method()))
                        .with("Allow", "GET, POST");
        };
    }

    private Response issue(Optional<String> secret, Query query, String address) {
        List<String> scopes = query.all("scope");
        Optional<Credentials.Entry> entry = secret.map(text ->
                credentials.logIn(text, address, Scope.spaces(scopes)).orElseThrow(IssueBearerToken::unauthorized));
        return answer(issuer.issue(granting.decide(entry, scopes)));
    }

    private Response answer(String bearer) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("token", bearer)
                .put("access_token", bearer)
                .put("expires_in", BearerTokens.LIFETIME.toSeconds())
                .put("issued_at", clock.instant().toString());
        return Response.of(200, "application/json", JsonTree.write(body).getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }

    private static Query form(Request request) {
        if (!request.contentType().equals("application/x-www-form-urlencoded")) {
            throw new RegistryException(
                    ErrorCode.REQUEST_INVALID,
                    415,
                    "the body must be of the type application/x-www-form-urlencoded, but was "
                            + Quoted.of(request.contentType()));
        }
        try {
            return Query.parse(new String(request.body().bytes(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    ErrorCode.REQUEST_INVALID, "the form must be percent-encoded, but has broken escapes");
        }
    }

    private static Optional<String> password(Query form) {
        String grant = form.first("grant_type").orElse("");
        return switch (grant) {
            case "password" -> Optional.of(form.first("password").orElse(""));
            case "refresh_token" -> Optional.of(form.first("refresh_token").orElse(""));
            default ->
                throw new RegistryException(
                        ErrorCode.REQUEST_INVALID,
                        "grant_type must be password or refresh_token, but was " + Quoted.of(grant));
        };
    }

    private static Optional<String> basic(Request request) {
        return request.header("authorization")
                .map(header -> BasicPassword.of(header).orElseThrow(IssueBearerToken::unauthorized));
    }

    private static RegistryException unauthorized() {
        return new RegistryException(
                        ErrorCode.UNAUTHORIZED, "the password is not a Slipway token, or the token has expired")
                .with("WWW-Authenticate", "Basic realm=\"slipway\"");
    }
}
