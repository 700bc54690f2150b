package io.slipway.core.principal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.access.Tokens;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.token.TokenJson;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /api/login/aws}: a principal of the account gets a Slipway token without keeping a secret. The gateway verifies the
 * signature (Signature Version 4, service {@code execute-api}) before the function is called, and says who signed.
 */
public final class AwsLogin implements Operation {
    /** The lifetime of the token, the same as in Amazon's own registry. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    private static final String REGISTRY = "registry";

    private final PrincipalRules rules;
    private final Tokens tokens;
    private final String region;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public AwsLogin(PrincipalRules rules, Tokens tokens, String region, Clock clock) {
        this.rules = rules;
        this.tokens = tokens;
        this.region = region;
        this.clock = clock;
    }

    /** {@code GET}: returns the host and region that a client signs for. The distribution in front of the gateway has another host. */
    public Response where(Request request) {
        return JsonBody.answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("host", request.gateway().domain())
                        .put("region", region)
                        .put("service", "execute-api"));
    }

    /**
     * {@code POST}: returns a token with the grants of all rules for the signer. The signature covers the query, which names the registry, so that
     * another registry cannot replay a request that it received.
     */
    @Override
    public Response handle(Call call) {
        Request request = call.request();
        Principal principal = request.gateway()
                .principal()
                .map(Principal::ofCaller)
                .orElseThrow(() -> new RegistryException(
                                ErrorCode.UNAUTHORIZED, "sign the request with AWS credentials: slipway login --aws")
                        .with("WWW-Authenticate", "AWS4-HMAC-SHA256"));
        checkRegistry(request);
        List<Grant> grants = rules.list().stream()
                .filter(rule -> rule.covers(principal))
                .flatMap(rule -> rule.grants().stream())
                .distinct()
                .limit(Token.MAX_GRANTS)
                .toList();
        if (grants.isEmpty()) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "no rule allows " + principal + " to log in; an administrator can add one: slipway principal add");
        }
        Instant now = clock.instant();
        TokenSecret secret = TokenSecret.generate(random);
        Token token = new Token(
                secret.id(),
                name(principal),
                secret.hash(),
                grants,
                now,
                Optional.of(now.plus(LIFETIME)),
                Optional.empty());
        tokens.add(token);
        return JsonBody.answer(201, TokenJson.write(token).put("token", secret.reveal()));
    }

    @Override
    public Set<String> parameters() {
        return Set.of(REGISTRY);
    }

    private static void checkRegistry(Request request) {
        String own = URI.create(request.origin()).getAuthority().toLowerCase(Locale.ROOT);
        List<String> named = request.parameters(REGISTRY);
        if (!named.equals(List.of(own))) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "the signature must be for the registry " + own
                            + " (the parameter registry of the query), but was for "
                            + (named.isEmpty() ? "no registry" : "another") + "; log in to " + own);
        }
    }

    private static String name(Principal principal) {
        return principal.arn().substring(0, Math.min(principal.arn().length(), Token.MAX_NAME_LENGTH));
    }
}
