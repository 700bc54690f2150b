package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts entries of the bin to items, and creates the writes that move manifests and tags into it and out of it. */
final class BinItems {
    private static final String KIND = "kind";
    private static final String REPOSITORY = "repository";
    private static final String TAGS = "tags";
    private static final String BY = "by";
    private static final String DELETED = "deleted";
    private static final String UNTIL = "until";
    private static final String DELETION = "deletion";

    /** The last entry that a restoration of the repository has examined. */
    private static final String REACHED = "reached";

    /** The time after which the table removes an entry that was not emptied, because its space was deleted. */
    private static final Duration SPARE = Duration.ofDays(30);

    private static final String NOT_BINNED = "attribute_not_exists(" + ManifestItems.BINNED + ")";

    private BinItems() {}

    /** Returns the id of a new entry; ids sort by the time of the deletion. */
    static String id(Instant deleted) {
        return Keys.moment(deleted) + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Map<String, AttributeValue> key(SpaceName space, String id) {
        return Items.key(Keys.bin(space), Keys.binEntry(id));
    }

    static Map<String, AttributeValue> manifestKey(RepositoryName repository, Digest digest) {
        return Items.key(Keys.repository(repository), Keys.manifest(digest));
    }

    static Map<String, AttributeValue> tagKey(RepositoryName repository, Tag tag) {
        return Items.key(Keys.repository(repository), Keys.tag(tag));
    }

    static Map<String, AttributeValue> write(BinEntry entry) {
        var item = new HashMap<>(key(entry.repository().space(), entry.id()));
        item.put(KIND, s(entry.kind().name()));
        item.put(REPOSITORY, s(entry.repository().stored()));
        entry.digest().ifPresent(digest -> item.put(Items.DIGEST, s(digest.toString())));
        // Tags contain no blanks.
        item.put(TAGS, s(String.join(" ", entry.tags().stream().map(Tag::value).toList())));
        item.put(BY, s(entry.by()));
        item.put(DELETED, n(entry.deleted().toEpochMilli()));
        item.put(UNTIL, n(entry.until().toEpochMilli()));
        entry.deletion().ifPresent(deletion -> item.put(DELETION, s(deletion)));
        item.put(Items.EXPIRES, n(entry.until().plus(SPARE).getEpochSecond()));
        return item;
    }

    static BinEntry read(Map<String, AttributeValue> item) {
        List<Tag> tags = Stream.of(Items.string(item, TAGS).split(" "))
                .filter(tag -> !tag.isEmpty())
                .map(Tag::new)
                .toList();
        return new BinEntry(
                Items.string(item, Items.SK).substring(Keys.binEntry("").length()),
                BinEntry.Kind.valueOf(Items.string(item, KIND)),
                RepositoryName.parseStored(Items.string(item, REPOSITORY)),
                Items.optional(item, Items.DIGEST).map(Digest::parse),
                tags,
                Items.string(item, BY),
                Instant.ofEpochMilli(Items.number(item, DELETED)),
                Instant.ofEpochMilli(Items.number(item, UNTIL)),
                Items.optional(item, DELETION),
                Items.optional(item, REACHED));
    }

    /** Records how far a restoration of a repository has come; fails if its entry has left the bin, or another request has come as far. */
    static Write reach(BinEntry entry, String last) {
        return Write.update(key(entry.repository().space(), entry.id()), "SET " + REACHED + " = :last")
                .ifExists()
                .when("attribute_not_exists(" + REACHED + ") OR " + REACHED + " < :last")
                .with(":last", s(last));
    }

    /** Marks a manifest that was not pushed since it was read. */
    static Write mark(BinEntry entry, String revision) {
        return Write.update(
                        manifestKey(entry.repository(), entry.manifest()),
                        "SET " + ManifestItems.BINNED + " = :until, " + ManifestItems.BIN_ENTRY + " = :entry")
                .when(Items.REVISION + " = :revision")
                .when(NOT_BINNED)
                .with(":until", n(entry.until().toEpochMilli()))
                .with(":entry", s(entry.id()))
                .with(":revision", s(revision));
    }

    /** Moves a manifest from its subject's referrers to those in the bin. */
    static List<Write> unrefer(RepositoryName repository, Digest subject, Digest digest) {
        String pk = Keys.repository(repository);
        return List.of(
                Write.delete(Items.key(pk, Keys.referrer(subject, digest))),
                Write.put(Items.item(pk, Keys.binnedReferrer(subject, digest))));
    }

    /** Writes a manifest to its subject's referrers again. */
    static List<Write> refer(RepositoryName repository, StoredManifest stored, Manifest manifest) {
        return manifest.subject().stream()
                .flatMap(subject -> Stream.of(
                        Write.put(ManifestItems.referrer(
                                repository, stored.digest(), manifest, stored.content().length, subject)),
                        Write.delete(binnedReferrerKey(repository, subject.digest(), stored.digest()))))
                .toList();
    }

    static Map<String, AttributeValue> binnedReferrerKey(RepositoryName repository, Digest subject, Digest digest) {
        return Items.key(Keys.repository(repository), Keys.binnedReferrer(subject, digest));
    }

    /**
     * Removes the mark, or, without a mark, makes a concurrent deletion of the manifest fail, since it gets another tag. The restoration counts as a
     * push.
     */
    static Write unmark(RepositoryName repository, Digest digest, String revision, long now, boolean binned) {
        Write write = Write.update(
                        manifestKey(repository, digest),
                        "SET " + Items.REVISION + " = :revision, " + ManifestItems.PUSHED + " = :now REMOVE "
                                + ManifestItems.BINNED + ", " + ManifestItems.BIN_ENTRY)
                .with(":revision", s(revision))
                .with(":now", n(now));
        return binned
                ? write.when("attribute_exists(" + ManifestItems.BINNED + ")")
                : write.ifExists().when(NOT_BINNED);
    }

    static Write untag(RepositoryName repository, Tag tag, Digest digest) {
        return Write.delete(tagKey(repository, tag))
                .when(Items.DIGEST + " = :digest")
                .with(":digest", s(digest.toString()));
    }

    static Write tag(RepositoryName repository, Tag tag, Digest digest, long now) {
        return Write.put(ManifestItems.tag(repository, digest, tag, now)).ifAbsent();
    }

    static Write tagOfManifest(RepositoryName repository, Tag tag, Digest digest, String revision) {
        return Write.put(ManifestItems.tagOfManifest(repository, digest, tag, revision));
    }
}
