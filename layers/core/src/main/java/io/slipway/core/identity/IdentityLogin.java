package io.slipway.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.access.Tokens;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.token.TokenJson;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code POST /api/login/oidc} with {@code {token}}: exchanges an ID token for a Slipway token, which the API and Docker accept. */
public final class IdentityLogin implements Operation {
    /** The lifetime of the token. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private final Credentials credentials;
    private final Tokens tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates the operation.
     *
     * @param credentials the credentials that accept ID tokens
     */
    public IdentityLogin(Credentials credentials, Tokens tokens, Clock clock) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        JsonNode body = call.body("token");
        Token identity = credentials
                .checkForeign(JsonBody.required(body, "token"), call.request().sourceAddress())
                .orElseThrow(() -> new RegistryException(
                                ErrorCode.UNAUTHORIZED,
                                "the token must be a valid ID token that matches a rule for identities; an administrator adds"
                                        + " rules: slipway identity add")
                        .with("WWW-Authenticate", "Bearer"));
        Instant now = clock.instant();
        TokenSecret secret = TokenSecret.generate(random);
        Token token = new Token(
                secret.id(),
                identity.name(),
                secret.hash(),
                identity.grants(),
                now,
                Optional.of(now.plus(LIFETIME)),
                Optional.empty());
        tokens.add(token);
        return JsonBody.answer(201, TokenJson.write(token).put("token", secret.reveal()));
    }
}
