package io.slipway.aws.blob;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Write;
import io.slipway.aws.usage.UsageItems;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.usage.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates the writes that add and remove links. A link is written with the item that records the repository as a user of the object, with the space's
 * record of the bytes, and with a review, in case no manifest ever names the blob.
 */
public final class LinkWrites {
    private LinkWrites() {}

    /** Links a repository that has no link to the digest. If there is one, the refusal of the first write contains it. */
    public static List<Write> link(RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return link(newLink(repository, digest, blob, "", now), repository, digest, blob, repository, now);
    }

    /** Links a repository by a mount; the holder, from which other repositories mount, remains another repository. */
    static List<Write> mount(
            RepositoryName holder, RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return link(newLink(repository, digest, blob, "", now), repository, digest, blob, holder, now);
    }

    /** Links a blob of the direct lane if there is no link and the record of deletions has not changed since it was seen. */
    static List<Write> linkLanded(
            RepositoryName repository, Digest digest, StoredBlob blob, String upload, BlobLink seen, Instant now) {
        Write link = ifDeletionsUnchanged(newLink(repository, digest, blob, upload, now), seen);
        return link(link, repository, digest, blob, repository, now);
    }

    /** Links a repository that has no link to the digest: writes the link and the user of its object. The caller notes the usage. */
    static List<Write> begin(RepositoryName repository, Digest digest, StoredBlob blob, Instant now) {
        return List.of(newLink(repository, digest, blob, "", now), user(repository, digest, blob));
    }

    private static List<Write> link(
            Write link, RepositoryName repository, Digest digest, StoredBlob blob, RepositoryName holder, Instant now) {
        return List.of(
                link,
                user(repository, digest, blob),
                BlobItems.blob(holder, digest, blob, now),
                ReviewItems.free(links(repository, digest), now),
                UsageItems.linked(repository, Map.of(digest, blob.size())));
    }

    private static Write newLink(
            RepositoryName repository, Digest digest, StoredBlob blob, String upload, Instant now) {
        return Write.update(
                        BlobItems.linkKey(repository, digest),
                        "SET " + Items.S3_KEY + " = :key, #" + Items.SIZE + " = :size, " + BlobItems.UPLOAD
                                + " = :upload, " + Items.REVISION + " = :revision, " + BlobItems.LINKED + " = :linked")
                .when("attribute_not_exists(" + Items.S3_KEY + ")")
                .with(":key", s(blob.key()))
                .with(":size", n(blob.size()))
                .with(":upload", s(upload))
                .with(":revision", BlobItems.newRevision())
                .with(":linked", n(now.toEpochMilli()))
                .showingItem();
    }

    private static Write user(RepositoryName repository, Digest digest, StoredBlob blob) {
        return Write.put(BlobItems.userKey(repository, digest, blob.key()));
    }

    /** Keeps a link to these bytes, as if it had just been written. */
    static Write touch(RepositoryName repository, Digest digest, StoredBlob there, Instant now) {
        return Write.update(
                        BlobItems.linkKey(repository, digest),
                        "SET " + Items.REVISION + " = :revision, " + BlobItems.LINKED + " = :linked")
                .when(Items.S3_KEY + " = :key")
                .with(":key", s(there.key()))
                .with(":revision", BlobItems.newRevision())
                .with(":linked", n(now.toEpochMilli()))
                .showingItem();
    }

    /**
     * Keeps the existing link, as if it had just been written, and queues a review of the bytes that become unneeded.
     *
     * @param there the bytes that are linked
     * @param spare the other bytes, if there are any
     */
    public static List<Write> keep(
            RepositoryName repository, Digest digest, StoredBlob there, Optional<StoredBlob> spare, Instant now) {
        List<Write> writes = new ArrayList<>();
        writes.add(touch(repository, digest, there, now));
        writes.add(BlobItems.blob(repository, digest, there, now));
        writes.add(ReviewItems.free(links(repository, digest), now));
        spare.ifPresent(blob -> writes.add(ReviewItems.free(object(repository, digest, blob), now)));
        return writes;
    }

    /**
     * Removes a link that has not changed since it was read. The upload of its bytes is recorded as deleted until its key is closed.
     *
     * @param landed other uploads to be recorded as deleted
     * @param now the time of the deletion
     */
    public static List<Write> unlink(
            RepositoryName repository, Digest digest, BlobLink seen, List<String> landed, Instant now) {
        List<String> deleted = new ArrayList<>(landed);
        Stream.concat(Stream.of(seen.upload()), seen.deletedUploads().stream())
                .filter(upload -> !landed.contains(upload)
                        && LandingDay.of(upload).closed().isAfter(now))
                .forEach(deleted::add);
        List<Write> writes = new ArrayList<>();
        if (deleted.isEmpty()) {
            writes.add(ifAsSeen(Write.delete(BlobItems.linkKey(repository, digest)), seen));
        } else {
            var item = new HashMap<>(BlobItems.linkKey(repository, digest));
            item.put(BlobItems.DELETED, Items.l(deleted));
            writes.add(ifAsSeen(Write.put(item), seen));
            Instant closed = deleted.stream()
                    .map(upload -> LandingDay.of(upload).closed())
                    .max(Instant::compareTo)
                    .orElse(now);
            writes.add(ReviewItems.timed(links(repository, digest), closed));
        }
        seen.blob().ifPresent(blob -> {
            writes.add(Write.delete(BlobItems.userKey(repository, digest, blob.key())));
            writes.add(UsageItems.removed(repository, Map.of(digest, blob.size()), Amount.NONE));
        });
        return writes;
    }

    /** Removes the record of deletions, unless the blob is linked again or others were deleted. */
    public static Write forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen) {
        return ifDeletionsUnchanged(Write.delete(BlobItems.linkKey(repository, digest)), seen)
                .when("attribute_not_exists(" + Items.S3_KEY + ")");
    }

    private static Write ifAsSeen(Write write, BlobLink seen) {
        Write as = ifDeletionsUnchanged(write, seen);
        return seen.revision().isEmpty()
                ? as.when("attribute_not_exists(" + Items.REVISION + ")")
                : as.when(Items.REVISION + " = :revisionSeen").with(":revisionSeen", s(seen.revision()));
    }

    private static Write ifDeletionsUnchanged(Write write, BlobLink seen) {
        return seen.deletedUploads().isEmpty()
                ? write.when("attribute_not_exists(" + BlobItems.DELETED + ")")
                : write.when(BlobItems.DELETED + " = :deletedSeen")
                        .with(":deletedSeen", Items.l(seen.deletedUploads()));
    }

    static Review links(RepositoryName repository, Digest digest) {
        return new Review.Links(repository, List.of(digest), Optional.empty());
    }

    /** Reviews the object that holds these bytes. */
    public static Review object(RepositoryName repository, Digest digest, StoredBlob blob) {
        return new Review.StoredObject(repository.space(), digest, blob.key(), blob.size());
    }
}
