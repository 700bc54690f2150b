package io.slipway.aws.review;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Write;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.housekeeping.Reviews;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts reviews to items. Their keys begin with their queue and a time, so that one query finds due reviews; each has its own id, so that ending
 * one never ends another.
 */
public final class ReviewItems {
    /** Reviews that are due when the grace time since this moment is over. */
    static final String FREE = "FREE#";

    /** Reviews that are due at this moment. */
    static final String TIMED = "TIMED#";

    private static final String KIND = "kind";
    private static final String LINKS = "links";
    private static final String OBJECT = "object";
    private static final String SESSION = "session";
    private static final String CLEARED = "cleared";
    private static final String REPOSITORY = "repository";
    private static final String DIGESTS = "digests";
    private static final String MANIFEST = "manifest";
    private static final String SPACE = "space";

    private ReviewItems() {}

    /** Writes a review that is due when the grace time since this moment is over. */
    public static Write free(Review review, Instant now) {
        return Write.put(item(FREE, review, now));
    }

    /** Writes a review that is due at this moment. */
    public static Write timed(Review review, Instant moment) {
        return Write.put(item(TIMED, review, moment));
    }

    static Map<String, AttributeValue> item(String queue, Review review, Instant moment) {
        int part = ThreadLocalRandom.current().nextInt(Reviews.PARTS);
        var item = Items.item(
                Keys.reviews(part),
                key(queue, moment) + "#" + UUID.randomUUID().toString().substring(24));
        switch (review) {
            case Review.Links links -> {
                item.put(KIND, s(LINKS));
                item.put(REPOSITORY, s(links.repository().stored()));
                item.put(
                        DIGESTS,
                        Items.l(links.digests().stream().map(Digest::toString).toList()));
                links.ended().ifPresent(manifest -> item.put(MANIFEST, s(manifest.toString())));
            }
            case Review.StoredObject object -> {
                item.put(KIND, s(OBJECT));
                item.put(SPACE, s(object.space().stored()));
                item.put(Items.DIGEST, s(object.digest().toString()));
                item.put(Items.S3_KEY, s(object.key()));
                item.put(Items.SIZE, n(object.size()));
            }
            case Review.Session session -> {
                item.put(KIND, s(SESSION));
                item.put(REPOSITORY, s(session.repository().stored()));
                item.put(SESSION, s(session.session()));
            }
            case Review.Cleared cleared -> {
                item.put(KIND, s(CLEARED));
                item.put(REPOSITORY, s(cleared.repository().stored()));
                item.put(CLEARED, n(cleared.cleared()));
            }
        }
        return item;
    }

    static String key(String queue, Instant moment) {
        return queue + Keys.moment(moment);
    }

    static Instant moment(String queue, String key) {
        return Instant.ofEpochMilli(Long.parseLong(key.substring(queue.length(), queue.length() + 13)));
    }

    static Review read(Map<String, AttributeValue> item) {
        String kind = Items.string(item, KIND);
        return switch (kind) {
            case LINKS ->
                new Review.Links(
                        repository(item),
                        Items.strings(item, DIGESTS).stream().map(Digest::parse).toList(),
                        Items.optional(item, MANIFEST).map(Digest::parse));
            case OBJECT ->
                new Review.StoredObject(
                        SpaceName.parseStored(Items.string(item, SPACE)),
                        Digest.parse(Items.string(item, Items.DIGEST)),
                        Items.string(item, Items.S3_KEY),
                        Items.number(item, Items.SIZE));
            case SESSION -> new Review.Session(repository(item), Items.string(item, SESSION));
            case CLEARED -> new Review.Cleared(repository(item), Items.number(item, CLEARED));
            default -> throw new IllegalStateException("a review must be of a known kind, but was " + kind);
        };
    }

    private static RepositoryName repository(Map<String, AttributeValue> item) {
        return RepositoryName.parseStored(Items.string(item, REPOSITORY));
    }
}
