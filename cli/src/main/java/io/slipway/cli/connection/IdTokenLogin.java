package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;

/** Exchanges the ID token of an OpenID Connect issuer for a token of the registry. */
public final class IdTokenLogin {
    private IdTokenLogin() {}

    /** Logs in with an ID token. */
    public static SignedLogin.Issued login(URI registry, String idToken) throws IOException {
        String body =
                JsonNodeFactory.instance.objectNode().put("token", idToken).toString();
        JsonNode made = SignedLogin.send(
                HttpRequest.newBuilder(registry.resolve("/api/login/oidc"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                "the registry rejected the login");
        return new SignedLogin.Issued(
                made.path("token").asText(), Instant.parse(made.path("expires").asText()));
    }
}
