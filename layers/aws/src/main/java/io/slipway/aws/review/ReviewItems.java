package io.slipway.aws.review;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Converts reviews to items. Their keys begin with what they wait for and a moment, so that one query finds what is due; each has an id of its
 * own, so that whoever ends one never ends another.
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
    private static final String DIGEST = "digest";
    private static final String KEY = "s3Key";
    private static final String SIZE = "size";

    private ReviewItems() {}

    /** Writes a review that is due when the grace time since this moment is over. */
    public static TransactWriteItem free(String table, Review review, Instant now) {
        return Table.put(table, item(FREE, review, now));
    }

    /** Writes a review that is due at this moment. */
    public static TransactWriteItem timed(String table, Review review, Instant moment) {
        return Table.put(table, item(TIMED, review, moment));
    }

    /** The item of a review that is due when the grace time since this moment is over. */
    public static Map<String, AttributeValue> freeItem(Review review, Instant now) {
        return item(FREE, review, now);
    }

    static Map<String, AttributeValue> item(String queue, Review review, Instant moment) {
        int part = ThreadLocalRandom.current().nextInt(Reviews.PARTS);
        var item = Table.item(
                Keys.reviews(part),
                key(queue, moment) + "#" + UUID.randomUUID().toString().substring(24));
        switch (review) {
            case Review.Links links -> {
                item.put(KIND, s(LINKS));
                item.put(REPOSITORY, s(links.repository().stored()));
                item.put(
                        DIGESTS,
                        Table.l(links.digests().stream().map(Digest::toString).toList()));
                links.ended().ifPresent(manifest -> item.put(MANIFEST, s(manifest.toString())));
            }
            case Review.StoredObject object -> {
                item.put(KIND, s(OBJECT));
                item.put(SPACE, s(object.space().stored()));
                item.put(DIGEST, s(object.digest().toString()));
                item.put(KEY, s(object.key()));
                item.put(SIZE, n(object.size()));
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
        String kind = Table.string(item, KIND);
        return switch (kind) {
            case LINKS ->
                new Review.Links(
                        repository(item),
                        Table.strings(item, DIGESTS).stream().map(Digest::parse).toList(),
                        Table.optional(item, MANIFEST).map(Digest::parse));
            case OBJECT ->
                new Review.StoredObject(
                        SpaceName.parseStored(Table.string(item, SPACE)),
                        Digest.parse(Table.string(item, DIGEST)),
                        Table.string(item, KEY),
                        Table.number(item, SIZE));
            case SESSION -> new Review.Session(repository(item), Table.string(item, SESSION));
            case CLEARED -> new Review.Cleared(repository(item), Table.number(item, CLEARED));
            default -> throw new IllegalStateException("a review must be of a known kind, but was " + kind);
        };
    }

    private static RepositoryName repository(Map<String, AttributeValue> item) {
        return RepositoryName.parseStored(Table.string(item, REPOSITORY));
    }
}
