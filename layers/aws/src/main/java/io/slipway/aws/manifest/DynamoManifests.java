package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.n;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.aws.usage.DynamoUsage;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.ManifestHead;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.manifest.PushView;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.usage.Quota;
import io.slipway.core.usage.QuotaUse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores manifests and tags in DynamoDB. All reads are consistent: they see all acknowledged writes. */
public final class DynamoManifests implements Manifests {
    /** The largest manifest, in bytes, that an item holds; DynamoDB's items end at 400 KB. */
    public static final int MAX_INLINE = 256 * 1024;

    private final Table table;
    private final ManifestObjects objects;
    private final EventLog events;
    private final Clock clock;

    public DynamoManifests(Table table, Supplier<S3Client> s3, String bucket, EventLog events, Clock clock) {
        this.table = table;
        this.objects = new ManifestObjects(s3, bucket);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Digest> resolve(RepositoryName repository, Tag tag) {
        return Items.optional(get(repository, Keys.tag(tag)), Items.DIGEST).map(Digest::parse);
    }

    /**
     * The tag's item has the facts about the manifest. A transaction stores a tag with its manifest, and a manifest is deleted after its tags, so the
     * manifest of a tag exists.
     */
    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Tag tag) {
        Map<String, AttributeValue> item = get(repository, Keys.tag(tag));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = Digest.parse(Items.string(item, Items.DIGEST));
        // Tags of older versions have only the digest.
        return ManifestItems.head(digest, item).or(() -> head(repository, digest));
    }

    @Override
    public Optional<ManifestHead> head(RepositoryName repository, Digest digest) {
        Map<String, AttributeValue> item =
                table.get(key(repository, digest), List.of(ManifestItems.MEDIA_TYPE, Items.SIZE, ManifestItems.BINNED));
        return ManifestItems.isBinned(item) ? Optional.empty() : ManifestItems.head(digest, item);
    }

    @Override
    public Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        Map<String, AttributeValue> item = get(repository, Keys.manifest(digest));
        if (item.isEmpty() || ManifestItems.isBinned(item)) {
            return Optional.empty();
        }
        return Optional.of(read(item));
    }

    /** Reads a manifest from its item, or from the bucket if it is large. */
    StoredManifest read(Map<String, AttributeValue> item) {
        return new StoredManifest(
                ManifestItems.digest(item), Items.string(item, ManifestItems.MEDIA_TYPE), objects.content(item));
    }

    @Override
    public PushView view(RepositoryName repository, Optional<Digest> manifest, Collection<Digest> uses) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        Map<String, AttributeValue> spaceKey = SpaceItems.key(repository.space());
        Map<String, AttributeValue> ownKey = RepositoryItems.key(repository);
        Map<String, AttributeValue> clearedKey = RepositoryItems.clearedKey(repository);
        Map<String, AttributeValue> settingsKey = TagSettingsItems.key(repository.space());
        keys.addAll(List.of(spaceKey, ownKey, clearedKey, settingsKey));
        Optional<Map<String, AttributeValue>> manifestKey = manifest.map(digest -> key(repository, digest));
        manifestKey.ifPresent(keys::add);
        uses.forEach(digest -> keys.add(BlobItems.linkKey(repository, digest)));
        List<Map<String, AttributeValue>> items = table.getAll(keys);
        Optional<Map<String, AttributeValue>> space = Items.pick(items, spaceKey);
        return new PushView(
                SpaceItems.isOpen(repository.space(), space),
                space.filter(SpaceItems::isSparse).isPresent(),
                RepositoryItems.state(
                        Items.pick(items, ownKey),
                        space,
                        Items.pick(items, clearedKey),
                        Items.pick(items, settingsKey)),
                BlobItems.readLinks(items),
                manifestKey
                        .flatMap(key -> Items.pick(items, key))
                        .map(item -> Items.string(item, ManifestItems.MEDIA_TYPE)),
                space.map(item -> use(repository, item)).orElse(QuotaUse.UNLIMITED));
    }

    private QuotaUse use(RepositoryName repository, Map<String, AttributeValue> space) {
        Quota quota = SpaceItems.quota(space);
        long bytes = quota.bytes().isEmpty()
                ? 0
                : new DynamoUsage(table, clock).space(repository.space()).bytes();
        return new QuotaUse(quota, bytes, SpaceItems.repositories(space));
    }

    private static Map<String, AttributeValue> key(RepositoryName repository, Digest digest) {
        return Items.key(Keys.repository(repository), Keys.manifest(digest));
    }

    @Override
    public PushOutcome push(ManifestPush push) {
        return new ManifestWrite(table, objects, events, clock.instant()).write(push);
    }

    @Override
    public PushOutcome pushAll(List<ManifestPush> pushes) {
        return new ManifestWrite(table, objects, events, clock.instant())
                .together(pushes)
                .orElseGet(() -> Manifests.super.pushAll(pushes));
    }

    @Override
    public int countUsers(RepositoryName repository, Digest digest, int limit) {
        return Edges.count(table, repository, digest, limit);
    }

    /** The item of a large manifest costs its size in write units; it is written once a day. */
    @Override
    public void recordPull(RepositoryName repository, Digest digest, LocalDate day) {
        table.tryWrite(Write.update(key(repository, digest), "SET pulled = :day")
                .ifExists()
                .when("attribute_not_exists(pulled) OR pulled < :day")
                .with(":day", n(day.toEpochDay())));
    }

    @Override
    public boolean delete(RepositoryName repository, Digest digest) {
        return new ManifestDeletion(table, objects, events, clock.instant()).delete(repository, digest);
    }

    /** Removes a manifest that is in the bin as this entry. One that was pushed since is kept, with the tags of that push. */
    void purge(BinEntry entry) {
        new ManifestDeletion(table, objects, events, clock.instant()).purge(entry);
    }

    private Map<String, AttributeValue> get(RepositoryName repository, String sk) {
        return table.get(Items.key(Keys.repository(repository), sk));
    }
}
