package io.slipway.aws.usage;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.UsageKeys;
import io.slipway.aws.table.Write;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.Amount;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.Share;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.UsageChange;
import io.slipway.core.usage.Usages;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts changes of usage, and the counted usage, to items. */
public final class UsageItems {

    private static final String REPOSITORY = "repository";
    private static final String ADDED = "added";
    private static final String BLOBS = "blobs";
    private static final String UNIQUE = "unique";
    private static final String SHARED = "shared";
    private static final String LINKED = "linked";
    private static final String MANIFESTS = "manifests";
    private static final String BYTES = "Bytes";
    private static final String OBJECTS = "Objects";
    private static final String BYTES_OF_DAY = "bytes";
    private static final String OBJECTS_OF_DAY = "objects";
    private static final String USERS = "users";
    private static final String MARKS = "marks";
    private static final String PUSHED = "pushed";

    private UsageItems() {}

    /** Notes a change, in the transaction that makes it. Each has an item of its own, so that transactions do not conflict. */
    public static Write change(UsageChange change) {
        SpaceName space = change.repository().space();
        var item = Items.item(UsageKeys.ledger(space), UsageKeys.changes(space) + UUID.randomUUID());
        item.put(REPOSITORY, s(change.repository().path()));
        item.put(ADDED, AttributeValue.fromBool(change.added()));
        item.put(
                BLOBS,
                Items.l(change.blobs().entrySet().stream()
                        .map(blob -> blob.getKey() + " " + blob.getValue())
                        .toList()));
        put(item, MANIFESTS, change.manifests());
        change.pushed().ifPresent(moment -> item.put(PUSHED, n(moment.getEpochSecond())));
        return Write.put(item);
    }

    /** Notes that blobs were linked. */
    public static Write linked(RepositoryName repository, Map<Digest, Long> blobs) {
        return change(new UsageChange(repository, true, blobs, Amount.NONE, Optional.empty()));
    }

    /** Notes that blobs were unlinked and manifests removed. */
    public static Write removed(RepositoryName repository, Map<Digest, Long> blobs, Amount manifests) {
        return change(new UsageChange(repository, false, blobs, manifests, Optional.empty()));
    }

    /** Notes a push, and the manifests that it stored. */
    public static Write pushed(RepositoryName repository, Amount manifests, Instant now) {
        return change(new UsageChange(repository, true, Map.of(), manifests, Optional.of(now)));
    }

    static UsageChange readChange(SpaceName space, Map<String, AttributeValue> item) {
        Map<Digest, Long> blobs = new HashMap<>();
        for (String blob : Items.strings(item, BLOBS)) {
            int blank = blob.indexOf(' ');
            blobs.put(Digest.parse(blob.substring(0, blank)), Long.parseLong(blob.substring(blank + 1)));
        }
        return new UsageChange(
                new RepositoryName(space, Items.string(item, REPOSITORY)),
                Items.isOn(item, ADDED),
                blobs,
                amount(item, MANIFESTS),
                lastPush(item));
    }

    private static Optional<Instant> lastPush(Map<String, AttributeValue> item) {
        return Items.optionalNumber(item, PUSHED).map(Instant::ofEpochSecond);
    }

    static Map<String, AttributeValue> totalKey(SpaceName space) {
        return Items.key(UsageKeys.usage(space), UsageKeys.TOTAL);
    }

    static Map<String, AttributeValue> total(SpaceName space, SpaceUsage usage, String revision) {
        var item = new HashMap<>(totalKey(space));
        put(item, BLOBS, usage.blobs());
        put(item, SHARED, usage.shared());
        put(item, LINKED, usage.linked());
        put(item, MANIFESTS, usage.manifests());
        item.put(Items.REVISION, s(revision));
        return item;
    }

    static SpaceUsage readTotal(Map<String, AttributeValue> item) {
        return new SpaceUsage(amount(item, BLOBS), amount(item, SHARED), amount(item, LINKED), amount(item, MANIFESTS));
    }

    static Map<String, AttributeValue> repositoryKey(SpaceName space, String mark) {
        return Items.key(UsageKeys.usage(space), UsageKeys.REPOSITORY + mark);
    }

    static Map<String, AttributeValue> repository(SpaceName space, String mark, RepositoryUsage usage) {
        var item = new HashMap<>(repositoryKey(space, mark));
        item.put(REPOSITORY, s(usage.path()));
        put(item, BLOBS, usage.blobs());
        put(item, UNIQUE, usage.unique());
        put(item, MANIFESTS, usage.manifests());
        usage.pushed().ifPresent(moment -> item.put(PUSHED, n(moment.getEpochSecond())));
        return item;
    }

    static RepositoryUsage readRepository(Map<String, AttributeValue> item) {
        return new RepositoryUsage(
                Items.optional(item, REPOSITORY).orElse(""),
                amount(item, BLOBS),
                amount(item, UNIQUE),
                amount(item, MANIFESTS),
                lastPush(item));
    }

    /** Returns the sort key of a day. */
    static String day(LocalDate day) {
        return UsageKeys.DAY + day;
    }

    static Map<String, AttributeValue> day(SpaceName space, LocalDate day, SpaceUsage usage, Instant expires) {
        var item = Items.item(UsageKeys.usage(space), day(day));
        item.put(BYTES_OF_DAY, n(usage.bytes()));
        item.put(OBJECTS_OF_DAY, n(usage.objects()));
        item.put(Items.EXPIRES, n(expires.getEpochSecond()));
        return item;
    }

    static Usages.Day readDay(Map<String, AttributeValue> item) {
        return new Usages.Day(
                LocalDate.parse(Items.string(item, Items.SK).substring(UsageKeys.DAY.length())),
                Items.number(item, BYTES_OF_DAY),
                Items.number(item, OBJECTS_OF_DAY));
    }

    static Map<String, AttributeValue> shareKey(SpaceName space, Digest digest) {
        return Items.key(Keys.blob(space, digest), UsageKeys.SHARE);
    }

    static Map<String, AttributeValue> share(SpaceName space, Digest digest, Share share) {
        var item = new HashMap<>(shareKey(space, digest));
        item.put(USERS, n(share.users()));
        item.put(Items.SIZE, n(share.size()));
        item.put(MARKS, s(share.marks()));
        return item;
    }

    static Share readShare(Map<String, AttributeValue> item) {
        return new Share(Items.number(item, USERS), Items.number(item, Items.SIZE), Items.string(item, MARKS));
    }

    private static void put(Map<String, AttributeValue> item, String name, Amount amount) {
        item.put(name + BYTES, n(amount.bytes()));
        item.put(name + OBJECTS, n(amount.objects()));
    }

    private static Amount amount(Map<String, AttributeValue> item, String name) {
        return new Amount(
                Items.optionalNumber(item, name + OBJECTS).orElse(0L),
                Items.optionalNumber(item, name + BYTES).orElse(0L));
    }

    static List<Map<String, AttributeValue>> keys(SpaceName space, Iterable<Digest> digests) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        digests.forEach(digest -> keys.add(shareKey(space, digest)));
        return keys;
    }
}
