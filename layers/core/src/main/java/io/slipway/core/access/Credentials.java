package io.slipway.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells whose token somebody gave. Any user name goes with a token. */
public final class Credentials {
    /** The id of the administrator's token, which the stack's own secret holds. */
    public static final String ADMIN = "admin";

    /** How exactly the last use of a token is noted: a write for each login would cost more than it tells. */
    private static final Duration LAST_USE_GRAIN = Duration.ofHours(1);

    private final Tokens tokens;
    private final Supplier<String> adminToken;
    private final Clock clock;

    public Credentials(Tokens tokens, Supplier<String> adminToken, Clock clock) {
        this.tokens = tokens;
        this.adminToken = adminToken;
        this.clock = clock;
    }

    /** The token that this text reveals, if it is one, and alive. One read, for any but the administrator's. */
    public Optional<Token> check(String text) {
        if (isAdmin(text)) {
            return Optional.of(new Token(
                    ADMIN, ADMIN, "", List.of(Grant.everything()), Instant.EPOCH, Optional.empty(), Optional.empty()));
        }
        Instant now = clock.instant();
        Optional<Token> found = TokenSecret.parse(text)
                .flatMap(secret -> tokens.find(secret.id()).filter(token -> secret.matches(token.hash())))
                .filter(token -> !token.expiredAt(now));
        found.filter(token -> token.lastUsed().isEmpty()
                        || token.lastUsed().get().plus(LAST_USE_GRAIN).isBefore(now))
                .ifPresent(token -> tokens.used(token.id(), now));
        return found;
    }

    private boolean isAdmin(String text) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.UTF_8), adminToken.get().getBytes(StandardCharsets.UTF_8));
    }
}
