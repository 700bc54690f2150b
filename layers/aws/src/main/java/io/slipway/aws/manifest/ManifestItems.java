package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.b;
import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestHead;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts manifests, tags and referrers to items. */
final class ManifestItems {
    static final String MEDIA_TYPE = "mediaType";
    static final String DIGEST = "digest";
    static final String SUBJECT = "subject";
    static final String ARTIFACT_TYPE = "artifactType";
    static final String CONTENT = "content";
    static final String S3_KEY = "s3Key";
    /** Another one with each push, so that a deletion notices a push that came between. */
    static final String REVISION = "revision";

    /** The time until which a manifest in the bin can be restored. */
    static final String BINNED = Edges.BINNED;

    /** The entry of the bin that has a manifest in the bin. */
    static final String BIN_ENTRY = "binEntry";

    static final String SIZE = "size";
    static final String PUSHED = "pushed";
    private static final String ANNOTATIONS = "annotations";

    private ManifestItems() {}

    static Map<String, AttributeValue> manifest(ManifestPush push, Optional<String> s3Key, String revision, long now) {
        var item = Table.item(Keys.repository(push.repository()), Keys.manifest(push.digest()));
        item.put(MEDIA_TYPE, s(push.manifest().mediaType()));
        item.put(SIZE, n(push.content().length));
        item.put(PUSHED, n(now));
        item.put(REVISION, s(revision));
        s3Key.ifPresentOrElse(key -> item.put(S3_KEY, s(key)), () -> item.put(CONTENT, b(push.content())));
        push.manifest()
                .subject()
                .ifPresent(subject -> item.put(SUBJECT, s(subject.digest().toString())));
        return item;
    }

    static Map<String, AttributeValue> tag(ManifestPush push, Tag tag, long now) {
        var item = tag(push.repository(), push.digest(), tag, now);
        item.put(MEDIA_TYPE, s(push.manifest().mediaType()));
        item.put(SIZE, n(push.content().length));
        return item;
    }

    /** A tag that has the digest alone: who reads it reads the manifest too. */
    static Map<String, AttributeValue> tag(RepositoryName repository, Digest digest, Tag tag, long now) {
        var item = Table.item(Keys.repository(repository), Keys.tag(tag));
        item.put(DIGEST, s(digest.toString()));
        item.put(PUSHED, n(now));
        return item;
    }

    /** Returns whether a manifest is in the bin: it is there for nobody. */
    static boolean isBinned(Map<String, AttributeValue> item) {
        return item.containsKey(BINNED);
    }

    /** Reads the facts about a manifest from its own item, or from that of a tag. */
    static Optional<ManifestHead> head(Digest digest, Map<String, AttributeValue> item) {
        return Table.optional(item, MEDIA_TYPE)
                .flatMap(type -> Table.optionalNumber(item, SIZE)
                        .map(size -> new ManifestHead(digest, type, Math.toIntExact(size))));
    }

    static TagRecord readTag(Map<String, AttributeValue> item) {
        return new TagRecord(
                DynamoTags.name(item),
                Digest.parse(Table.string(item, DIGEST)),
                Instant.ofEpochSecond(Table.number(item, PUSHED)));
    }

    static Map<String, AttributeValue> tagged(ManifestPush push, Tag tag, String revision) {
        return tagged(push.repository(), push.digest(), tag, revision);
    }

    static Map<String, AttributeValue> tagged(RepositoryName repository, Digest digest, Tag tag, String revision) {
        var item = Table.item(Keys.repository(repository), Keys.tagged(digest, tag));
        item.put(REVISION, s(revision));
        return item;
    }

    /** Writes the detail of the event about a push. */
    static ObjectNode pushed(ManifestPush push) {
        ObjectNode detail = EventLog.detail(push.repository())
                .put(DIGEST, push.digest().toString())
                .put(MEDIA_TYPE, push.manifest().mediaType())
                .put(SIZE, push.content().length);
        ArrayNode tags = detail.putArray("tags");
        push.tags().forEach(tag -> tags.add(tag.toString()));
        push.manifest()
                .subject()
                .ifPresent(subject -> detail.put(SUBJECT, subject.digest().toString()));
        return detail;
    }

    static Map<String, AttributeValue> referrer(ManifestPush push, Descriptor subject) {
        return referrer(push.repository(), push.digest(), push.manifest(), push.content().length, subject);
    }

    static Map<String, AttributeValue> referrer(
            RepositoryName repository, Digest digest, Manifest manifest, int size, Descriptor subject) {
        var item = Table.item(Keys.repository(repository), Keys.referrer(subject.digest(), digest));
        item.put(MEDIA_TYPE, s(manifest.mediaType()));
        item.put(DIGEST, s(digest.toString()));
        item.put(SIZE, n(size));
        if (!manifest.artifactType().isEmpty()) {
            item.put(ARTIFACT_TYPE, s(manifest.artifactType()));
        }
        String annotations = manifest.annotations();
        if (!annotations.isEmpty() && annotations.length() <= Referrer.MAX_ANNOTATIONS) {
            item.put(ANNOTATIONS, s(annotations));
        }
        return item;
    }

    static Referrer readReferrer(Map<String, AttributeValue> item) {
        Descriptor descriptor = new Descriptor(
                Table.string(item, MEDIA_TYPE), Digest.parse(Table.string(item, DIGEST)), Table.number(item, SIZE));
        return new Referrer(
                descriptor,
                Table.optional(item, ARTIFACT_TYPE).orElse(""),
                Table.optional(item, ANNOTATIONS).orElse(""));
    }
}
