package io.slipway.core.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.CurrentSpaces;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.access.Tokens;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/tokens} with {@code {name, grants: [{space, repository, actions}], expiresIn}}: creates a token and returns its secret, which is
 * not shown again. {@code expiresIn} is a duration of ISO 8601, such as {@code P90D}.
 */
public final class CreateToken implements Operation {
    /** The longest lifetime that can be requested; a token without {@code expiresIn} never expires. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(3650);

    private final Tokens tokens;
    private final CurrentSpaces spaces;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public CreateToken(Tokens tokens, CurrentSpaces spaces, Clock clock) {
        this.tokens = tokens;
        this.spaces = spaces;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        JsonNode body = call.body("name", "grants", "expiresIn");
        List<Grant> grants = spaces.bind(JsonBody.valid(() -> TokenJson.readGrants(body.path("grants"))));
        grants.forEach(grant -> requireRight(call, grant));
        Instant now = clock.instant();
        Optional<Instant> expires =
                JsonBody.text(body, "expiresIn").map(CreateToken::life).map(now::plus);
        TokenSecret secret = TokenSecret.generate(random);
        String name = JsonBody.required(body, "name");
        Token token = JsonBody.valid(
                () -> new Token(secret.id(), name, secret.hash(), grants, now, expires, Optional.empty()));
        if (!tokens.add(token)) {
            throw new IllegalStateException("a token's id of 48 random bits is taken");
        }
        return JsonBody.answer(201, TokenJson.write(token).put("token", secret.reveal()));
    }

    /** An administrator of a space may grant access to that space only. */
    private static void requireRight(Call call, Grant grant) {
        if (grant.space().equals(Grant.ANY_SPACE)) {
            call.requireAdministrator();
        } else if (!call.administers(grant.spaceName())) {
            throw new RegistryException(ErrorCode.DENIED, "the token does not administer the space " + grant.space());
        }
    }

    private static Duration life(String text) {
        try {
            Duration life = Duration.parse(text);
            if (life.isPositive() && life.compareTo(MAX_LIFETIME) <= 0) {
                return life;
            }
        } catch (DateTimeParseException e) {
            // The error below says so.
        }
        throw JsonBody.invalid("expiresIn must be a duration such as P90D or PT12H, of at most " + MAX_LIFETIME.toDays()
                + " days, but was " + Quoted.of(text));
    }
}
