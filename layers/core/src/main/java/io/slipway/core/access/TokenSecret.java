package io.slipway.core.access;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Slipway token, {@code slp_<id>_<secret>}: shown once, stored as a hash.
 *
 * <p>The secret has 256 random bits, so that a plain SHA-256 suffices: there is no dictionary to try.
 *
 * @param id the id by which the token is found: 12 lower-case hexadecimal digits
 * @param secret 43 characters of base64url
 */
public record TokenSecret(String id, String secret) {
    private static final Pattern FORM = Pattern.compile("slp_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");

    /** Returns a new token. */
    public static TokenSecret generate(SecureRandom random) {
        byte[] id = new byte[6];
        byte[] secret = new byte[32];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new TokenSecret(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads a password; empty if it does not have a token's form. */
    public static Optional<TokenSecret> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new TokenSecret(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Returns the hash that is stored instead of the secret. */
    public String hash() {
        return Digest.of(DigestAlgorithm.SHA256, secret.getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    /** Returns whether this is the token of the stored hash, in constant time. */
    public boolean matches(String storedHash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the whole token, to be shown to its owner once. */
    public String reveal() {
        return "slp_" + id + "_" + secret;
    }

    /** Returns text that does not contain the secret. */
    @Override
    public String toString() {
        return "slp_" + id + "_…";
    }
}
