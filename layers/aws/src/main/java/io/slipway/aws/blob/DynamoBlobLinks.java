package io.slipway.aws.blob;

import static io.slipway.aws.table.Items.n;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.UnmetConditions;
import io.slipway.aws.table.Write;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the links in DynamoDB. All reads are consistent: they see all acknowledged writes. */
public final class DynamoBlobLinks implements BlobLinks {
    /** The maximum number of attempts of a mount while the repository's own link is pushed and deleted concurrently. */
    private static final int MOUNT_ATTEMPTS = 3;

    private final Table table;
    private final EventLog events;
    private final Clock clock;

    public DynamoBlobLinks(Table table, EventLog events, Clock clock) {
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public BlobLink find(RepositoryName repository, Digest digest) {
        return BlobItems.read(table.get(BlobItems.linkKey(repository, digest)));
    }

    @Override
    public Map<Digest, BlobLink> findAll(RepositoryName repository, Collection<Digest> digests) {
        List<Map<String, AttributeValue>> keys = digests.stream()
                .distinct()
                .map(digest -> BlobItems.linkKey(repository, digest))
                .toList();
        return BlobItems.readLinks(table.getAll(keys));
    }

    @Override
    public void link(RepositoryName repository, Digest digest, StoredBlob blob) {
        Instant now = clock.instant();
        if (!table.tryWrite(LinkWrites.link(repository, digest, blob, now))) {
            keep(repository, digest, Optional.of(blob));
        }
    }

    /** Keeps a link that exists; false if it no longer does. */
    private boolean keep(RepositoryName repository, Digest digest, Optional<StoredBlob> spare) {
        return find(repository, digest)
                .blob()
                .filter(there -> table.tryWrite(LinkWrites.keep(
                        repository,
                        digest,
                        there,
                        spare.filter(blob -> !blob.key().equals(there.key())),
                        clock.instant())))
                .isPresent();
    }

    @Override
    public boolean mount(RepositoryName source, RepositoryName repository, Digest digest, StoredBlob blob) {
        // A repository that is linked to other bytes of this digest already keeps those. The source remains the holder:
        // more repositories mount from a base image's repository than from those of its users.
        if (source.equals(repository)) {
            return table.tryWrite(LinkWrites.keep(repository, digest, blob, Optional.empty(), clock.instant()));
        }
        Write still = BlobItems.stillLinked(source, digest, blob);
        for (int i = 0; i < MOUNT_ATTEMPTS; i++) {
            List<Write> all = new ArrayList<>(LinkWrites.mount(source, repository, digest, blob, clock.instant()));
            all.add(still);
            Optional<UnmetConditions> refusal = table.refusal(all);
            if (refusal.isEmpty()) {
                return true;
            }
            if (refusal.get().isOf(still)) {
                return false;
            }
            // The repository had a link. If that is deleted at this moment, the source can still be mounted.
            if (keep(repository, digest, Optional.empty())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean linkLanded(RepositoryName repository, Digest digest, Landed landed, BlobLink seen) {
        List<Write> all = new ArrayList<>(
                LinkWrites.linkLanded(repository, digest, landed.blob(), landed.upload(), seen, clock.instant()));
        all.add(Write.check(clearedKey(repository))
                .ifAbsentOr(Items.CLEARED + " < :begun")
                .with(":begun", n(landed.begun())));
        all.add(EndedUploads.finishedWhole(
                repository, landed.upload(), digest, clock.instant().plus(Uploads.IDLE_LIFETIME)));
        // A condition fails if the blob is linked already, if it or its repository was deleted, or if the upload has
        // ended otherwise.
        return table.tryWrite(all) || find(repository, digest).blob().equals(Optional.of(landed.blob()));
    }

    @Override
    public Optional<Digest> user(RepositoryName repository, Digest digest) {
        return Edges.users(table, repository, digest, clock.instant()).live();
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, List<Landed> landed) {
        if (seen.blob().isEmpty() && landed.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        List<Write> all = new ArrayList<>(LinkWrites.unlink(
                repository, digest, seen, landed.stream().map(Landed::upload).toList(), now));
        List<StoredBlob> objects =
                new ArrayList<>(landed.stream().map(Landed::blob).toList());
        seen.blob().filter(blob -> !objects.contains(blob)).ifPresent(objects::add);
        objects.forEach(blob -> all.add(ReviewItems.free(LinkWrites.object(repository, digest, blob), now)));
        all.add(events.write(
                EventType.BLOB_DELETED,
                repository.space(),
                EventLog.detail(repository).put("digest", digest.toString())));
        return table.tryWrite(all);
    }

    @Override
    public void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        table.write(ReviewItems.free(LinkWrites.object(repository, digest, blob), clock.instant()));
    }

    @Override
    public boolean isCurrent(RepositoryName repository, Digest digest, Landed landed) {
        var cleared = clearedKey(repository);
        var upload = EndedUploads.key(repository, landed.upload());
        var items = table.getAll(List.of(cleared, upload));
        return Items.pick(items, cleared)
                        .filter(item -> !landed.begunAfter(Items.number(item, Items.CLEARED)))
                        .isEmpty()
                && EndedUploads.mayEndWith(Items.pick(items, upload), digest);
    }

    @Override
    public boolean linkFromSpace(RepositoryName repository, Digest digest, Instant since) {
        var item = table.get(Items.key(Keys.blob(repository.space(), digest), Keys.ALONE));
        Optional<RepositoryName> holder = Items.optional(item, BlobItems.HOLDER)
                .filter(path -> Items.number(item, BlobItems.LINKED) >= since.toEpochMilli())
                .map(path -> new RepositoryName(repository.space(), path));
        return holder.isPresent() && mount(holder.get(), repository, digest, BlobItems.stored(item));
    }

    @Override
    public Map<Digest, StoredBlob> linkAll(RepositoryName repository, Map<Digest, StoredBlob> blobs) {
        return new BatchLinks(table, clock).linkAll(repository, blobs);
    }

    @Override
    public boolean share(RepositoryName from, RepositoryName to, Map<Digest, StoredBlob> blobs) {
        return new BatchLinks(table, clock).share(from, to, blobs);
    }

    private static Map<String, AttributeValue> clearedKey(RepositoryName repository) {
        return Items.key(Keys.space(repository.space()), Keys.cleared(repository));
    }
}
