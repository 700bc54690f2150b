package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key at which the direct lane's objects land: {@code direct/<space>/<repository>/sha256/<hex>/<day>}, with {@code .<generation>} for spaces
 * after the first of their name. The edge function derives it from a ticket and a digest, so that only a repository's own tickets can write its keys,
 * and each key can be written only with tickets of one day.
 *
 * @param repository the repository
 * @param digest the digest that the bytes must have
 * @param day the day on which the upload was begun
 */
public record DirectKey(RepositoryName repository, Digest digest, LandingDay day) {
    private static final Pattern FORM =
            Pattern.compile("direct/([^/]+)/(.+)/sha256/([0-9a-f]{64})/(\\d{1,9})(?:\\.([1-9]\\d{0,3}))?");

    /** Reads a key; empty for any other. */
    public static Optional<DirectKey> parse(String key) {
        Matcher matcher = FORM.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int generation = matcher.group(5) == null ? 0 : Integer.parseInt(matcher.group(5));
            return Optional.of(new DirectKey(
                    new RepositoryName(new SpaceName(matcher.group(1), generation), matcher.group(2)),
                    new Digest(DigestAlgorithm.SHA256, matcher.group(3)),
                    new LandingDay(Long.parseLong(matcher.group(4)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the time after which an object cannot be written any more; {@link Instant#MIN} for keys of other lanes, which are written once. */
    public static Instant closed(String key) {
        return parse(key).map(direct -> direct.day().closed()).orElse(Instant.MIN);
    }

    @Override
    public String toString() {
        int generation = repository.space().generation();
        return "direct/" + repository + "/sha256/" + digest.hex() + "/" + day.number()
                + (generation == 0 ? "" : "." + generation);
    }
}
