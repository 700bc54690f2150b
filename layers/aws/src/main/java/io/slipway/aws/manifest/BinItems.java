package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Converts entries of the bin to items, and writes what moves manifests and tags into it and out of it. */
final class BinItems {
    private static final String KIND = "kind";
    private static final String REPOSITORY = "repository";
    private static final String DIGEST = "digest";
    private static final String TAGS = "tags";
    private static final String BY = "by";
    private static final String DELETED = "deleted";
    private static final String UNTIL = "until";

    /** The time after which the table removes an entry that was not emptied, because its space was deleted. */
    private static final Duration SPARE = Duration.ofDays(30);

    private final String table;

    BinItems(String table) {
        this.table = table;
    }

    static Map<String, AttributeValue> key(SpaceName space, String id) {
        return Table.key(Keys.bin(space), Keys.binEntry(id));
    }

    static Map<String, AttributeValue> manifestKey(RepositoryName repository, Digest digest) {
        return Table.key(Keys.repository(repository), Keys.manifest(digest));
    }

    static Map<String, AttributeValue> tagKey(RepositoryName repository, Tag tag) {
        return Table.key(Keys.repository(repository), Keys.tag(tag));
    }

    static Map<String, AttributeValue> write(BinEntry entry) {
        var item = new HashMap<>(key(entry.repository().space(), entry.id()));
        item.put(KIND, s(entry.kind().name()));
        item.put(REPOSITORY, s(entry.repository().stored()));
        item.put(DIGEST, s(entry.digest().toString()));
        // A tag has no blank.
        item.put(TAGS, s(String.join(" ", entry.tags().stream().map(Tag::value).toList())));
        item.put(BY, s(entry.by()));
        item.put(DELETED, n(entry.deleted().toEpochMilli()));
        item.put(UNTIL, n(entry.until().toEpochMilli()));
        item.put(Table.EXPIRES, n(entry.until().plus(SPARE).getEpochSecond()));
        return item;
    }

    static BinEntry read(Map<String, AttributeValue> item) {
        List<Tag> tags = Stream.of(Table.string(item, TAGS).split(" "))
                .filter(tag -> !tag.isEmpty())
                .map(Tag::new)
                .toList();
        return new BinEntry(
                Table.string(item, Table.SK).substring(Keys.binEntry("").length()),
                BinEntry.Kind.valueOf(Table.string(item, KIND)),
                RepositoryName.parseStored(Table.string(item, REPOSITORY)),
                Digest.parse(Table.string(item, DIGEST)),
                tags,
                Table.string(item, BY),
                Instant.ofEpochMilli(Table.number(item, DELETED)),
                Instant.ofEpochMilli(Table.number(item, UNTIL)));
    }

    /** Marks a manifest that nobody has pushed since it was seen. */
    TransactWriteItem mark(BinEntry entry, String revision) {
        return Table.write(Update.builder()
                .tableName(table)
                .key(manifestKey(entry.repository(), entry.digest()))
                .updateExpression("SET binned = :until, binEntry = :entry")
                .conditionExpression("revision = :revision AND attribute_not_exists(binned)")
                .expressionAttributeValues(Map.of(
                        ":until", n(entry.until().toEpochMilli()),
                        ":entry", s(entry.id()),
                        ":revision", s(revision)))
                .build());
    }

    /** Moves a manifest from its subject's referrers to those in the bin. */
    List<TransactWriteItem> unrefer(RepositoryName repository, Digest subject, Digest digest) {
        String pk = Keys.repository(repository);
        return List.of(
                Table.delete(table, Table.key(pk, Keys.referrer(subject, digest))),
                Table.put(table, Table.item(pk, Keys.binnedReferrer(subject, digest))));
    }

    /** Writes a manifest to its subject's referrers again. */
    List<TransactWriteItem> refer(RepositoryName repository, StoredManifest stored) {
        Manifest manifest = ManifestReader.read(stored.content(), stored.mediaType());
        return manifest.subject().stream()
                .flatMap(subject -> Stream.of(
                        Table.put(
                                table,
                                ManifestItems.referrer(
                                        repository, stored.digest(), manifest, stored.content().length, subject)),
                        Table.delete(table, binnedReferrerKey(repository, subject.digest(), stored.digest()))))
                .toList();
    }

    static Map<String, AttributeValue> binnedReferrerKey(RepositoryName repository, Digest subject, Digest digest) {
        return Table.key(Keys.repository(repository), Keys.binnedReferrer(subject, digest));
    }

    /** Takes the mark away, or, without a mark, tells a deletion of the manifest that it has another tag. */
    TransactWriteItem unmark(RepositoryName repository, Digest digest, String revision, boolean binned) {
        return Table.write(Update.builder()
                .tableName(table)
                .key(manifestKey(repository, digest))
                .updateExpression("SET revision = :revision REMOVE binned, binEntry")
                .conditionExpression(
                        binned ? "attribute_exists(binned)" : "attribute_exists(pk) AND attribute_not_exists(binned)")
                .expressionAttributeValues(Map.of(":revision", s(revision)))
                .build());
    }

    TransactWriteItem untag(RepositoryName repository, Tag tag, Digest digest) {
        return Table.delete(
                table, tagKey(repository, tag), "digest = :digest", Map.of(":digest", s(digest.toString())));
    }

    TransactWriteItem tag(RepositoryName repository, Tag tag, Digest digest, long now) {
        return Table.write(Put.builder()
                .tableName(table)
                .item(ManifestItems.tag(repository, digest, tag, now))
                .conditionExpression("attribute_not_exists(pk)")
                .build());
    }

    TransactWriteItem tagged(RepositoryName repository, Tag tag, Digest digest, String revision) {
        return Table.put(table, ManifestItems.tagged(repository, digest, tag, revision));
    }
}
