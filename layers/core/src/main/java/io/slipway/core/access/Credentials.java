package io.slipway.core.access;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the token of a login. The user name is ignored.
 *
 * <p>Guessing is slowed by counting failures ({@link LoginAttempts}); only failures are written. A secret has about 256 bits and cannot be
 * guessed; counting prevents clients from keeping the registry busy with attempts. It never locks out holders of a right token who have not
 * guessed, even from the same address.
 */
public final class Credentials {
    /** The id of the administrator's token, which the stack's own secret holds. */
    public static final String ADMIN = "admin";

    /** The precision of the last use of a token: one write for each login would cost more than it is worth. */
    private static final Duration LAST_USE_GRAIN = Duration.ofHours(1);

    /** Stands in for a token that does not exist, so that an unknown id takes the same steps as a known one. */
    private static final String NOBODY = "0".repeat(64);

    private final Tokens tokens;
    private final Optional<Supplier<String>> adminToken;
    private final ForeignTokens foreign;
    private final Clock clock;

    /** Accepts only Slipway tokens. */
    public Credentials(Tokens tokens, Supplier<String> adminToken, Clock clock) {
        this(tokens, adminToken, ForeignTokens.NONE, clock);
    }

    /** Accepts Slipway tokens, and tokens of other issuers. */
    public Credentials(Tokens tokens, Supplier<String> adminToken, ForeignTokens foreign, Clock clock) {
        this(tokens, Optional.of(adminToken), foreign, clock);
    }

    /** Creates credentials for a function that may not read the administrator's token, and compares it with its published hash. */
    public Credentials(Tokens tokens, ForeignTokens foreign, Clock clock) {
        this(tokens, Optional.empty(), foreign, clock);
    }

    private Credentials(Tokens tokens, Optional<Supplier<String>> adminToken, ForeignTokens foreign, Clock clock) {
        this.tokens = tokens;
        this.adminToken = adminToken;
        this.foreign = foreign;
        this.clock = clock;
    }

    /**
     * Returns the token of this text, if it is valid, with the generations of the spaces that the request is about: one read. Too many wrong ones
     * are an error.
     *
     * @param text the password
     * @param address the client's address
     * @param spaces the spaces, as the request names them
     */
    public Optional<Entry> logIn(String text, String address, Set<SpaceName> spaces) {
        Optional<TokenSecret> secret = TokenSecret.parse(text);
        return secret.isPresent() && !isAdministrator(text)
                ? logInStored(secret.get(), address, spaces)
                : logInOther(text, address, spaces);
    }

    private Optional<Entry> logInStored(TokenSecret secret, String address, Set<SpaceName> spaces) {
        Instant now = clock.instant();
        Attempt attempt = Attempt.of(secret.id(), address, now);
        Login login = tokens.read(attempt, spaces);
        boolean right = secret.matches(login.token().map(Token::hash).orElse(NOBODY));
        if (login.failures().guessing() || (!right && login.failures().tooMany())) {
            throw tooMany(now);
        }
        if (!right) {
            tokens.countFailure(attempt);
            return Optional.empty();
        }
        return login.token().filter(token -> !token.expiredAt(now)).map(token -> new Entry(used(token, now), login));
    }

    private Optional<Entry> logInOther(String text, String address, Set<SpaceName> spaces) {
        Attempt attempt = Attempt.of(Attempt.NO_TOKEN, address, clock.instant());
        Login login = tokens.read(attempt, spaces);
        String hash = hash(text);
        boolean published = login.administrator().filter(it -> equal(it, hash)).isPresent();
        if (isAdministrator(text)) {
            if (!published) {
                tokens.publishAdministrator(hash);
            }
            return Optional.of(new Entry(administrator(), login));
        }
        return published && adminToken.isEmpty()
                ? Optional.of(new Entry(administrator(), login))
                : logInForeign(text, attempt, login);
    }

    /** Returns whether this is the administrator's token, if that can be read, in constant time. */
    private boolean isAdministrator(String text) {
        return adminToken.filter(token -> equal(hash(text), hash(token.get()))).isPresent();
    }

    /**
     * Returns the caller of another issuer's token, if it is valid: one read, and the calls of its verification. A Slipway token is not such a token.
     */
    public Optional<Token> checkForeign(String text, String address) {
        Attempt attempt = Attempt.of(Attempt.NO_TOKEN, address, clock.instant());
        return logInForeign(text, attempt, tokens.read(attempt, Set.of())).map(Entry::token);
    }

    private Optional<Entry> logInForeign(String text, Attempt attempt, Login login) {
        Optional<Token> token = foreign.verify(text);
        if (token.isEmpty()) {
            if (login.failures().tooMany()) {
                throw tooMany(attempt.when());
            }
            tokens.countFailure(attempt);
        }
        return token.map(it -> new Entry(it, login));
    }

    /**
     * A caller with a token.
     *
     * @param token the token
     * @param login the data that was read for it
     */
    public record Entry(Token token, Login login) {}

    private Token used(Token token, Instant now) {
        if (token.lastUsed().isEmpty()
                || token.lastUsed().get().plus(LAST_USE_GRAIN).isBefore(now)) {
            tokens.recordUse(token.id(), now);
        }
        return token;
    }

    private static Token administrator() {
        return new Token(
                ADMIN, ADMIN, "", List.of(Grant.everything()), Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    private static RegistryException tooMany(Instant now) {
        long seconds = Math.max(1, Duration.between(now, LoginAttempts.end(now)).toSeconds());
        return RegistryException.retryAfter("too many wrong tokens; try again later", seconds);
    }

    /** Returns the hash under which the administrator's token is published. */
    public static String hash(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
