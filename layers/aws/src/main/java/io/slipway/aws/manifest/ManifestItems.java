package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.b;
import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
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
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts manifests, tags and referrers to items. */
final class ManifestItems {
    static final String MEDIA_TYPE = "mediaType";
    static final String SUBJECT = "subject";
    static final String ARTIFACT_TYPE = "artifactType";
    static final String CONTENT = "content";

    /** The time until which a manifest in the bin can be restored. */
    static final String BINNED = Edges.BINNED;

    /** The entry of a manifest that is in the bin. */
    static final String BIN_ENTRY = "binEntry";

    static final String PUSHED = "pushed";

    /** The last day on which the manifest was pulled, in days since 1970. */
    static final String PULLED = "pulled";

    private static final String ANNOTATIONS = "annotations";

    private ManifestItems() {}

    static Map<String, AttributeValue> manifest(ManifestPush push, Optional<String> s3Key, String revision, long now) {
        var item = Items.item(Keys.repository(push.repository()), Keys.manifest(push.digest()));
        item.put(MEDIA_TYPE, s(push.manifest().mediaType()));
        item.put(Items.SIZE, n(push.content().length));
        item.put(PUSHED, n(now));
        item.put(Items.REVISION, s(revision));
        s3Key.ifPresentOrElse(key -> item.put(Items.S3_KEY, s(key)), () -> item.put(CONTENT, b(push.content())));
        push.manifest()
                .subject()
                .ifPresent(subject -> item.put(SUBJECT, s(subject.digest().toString())));
        return item;
    }

    static Map<String, AttributeValue> tag(ManifestPush push, Tag tag, long now) {
        var item = tag(push.repository(), push.digest(), tag, now);
        item.put(MEDIA_TYPE, s(push.manifest().mediaType()));
        item.put(Items.SIZE, n(push.content().length));
        return item;
    }

    /** Returns a tag that has only the digest; its readers also read the manifest. */
    static Map<String, AttributeValue> tag(RepositoryName repository, Digest digest, Tag tag, long now) {
        var item = Items.item(Keys.repository(repository), Keys.tag(tag));
        item.put(Items.DIGEST, s(digest.toString()));
        item.put(PUSHED, n(now));
        return item;
    }

    /** Returns the digest of a manifest. */
    static Digest digest(Map<String, AttributeValue> item) {
        return Digest.parse(Items.string(item, Items.SK).substring(Keys.MANIFEST.length()));
    }

    /** Returns whether a manifest is in the bin, where clients do not find it. */
    static boolean isBinned(Map<String, AttributeValue> item) {
        return item.containsKey(BINNED);
    }

    /** Reads the facts about a manifest from its own item, or from that of a tag. */
    static Optional<ManifestHead> head(Digest digest, Map<String, AttributeValue> item) {
        return Items.optional(item, MEDIA_TYPE)
                .flatMap(type -> Items.optionalNumber(item, Items.SIZE)
                        .map(size -> new ManifestHead(digest, type, Math.toIntExact(size))));
    }

    /** Reads the last day on which a manifest was pulled. */
    static Optional<LocalDate> pulled(Map<String, AttributeValue> item) {
        return Items.optionalNumber(item, PULLED).map(LocalDate::ofEpochDay);
    }

    static TagRecord readTag(Map<String, AttributeValue> item) {
        return new TagRecord(
                DynamoTags.name(item),
                Digest.parse(Items.string(item, Items.DIGEST)),
                Instant.ofEpochSecond(Items.number(item, PUSHED)));
    }

    static Map<String, AttributeValue> tagOfManifest(ManifestPush push, Tag tag, String revision) {
        return tagOfManifest(push.repository(), push.digest(), tag, revision);
    }

    static Map<String, AttributeValue> tagOfManifest(
            RepositoryName repository, Digest digest, Tag tag, String revision) {
        var item = Items.item(Keys.repository(repository), Keys.tagOfManifest(digest, tag));
        item.put(Items.REVISION, s(revision));
        return item;
    }

    /** Writes the detail of the event about a push. */
    static ObjectNode pushed(ManifestPush push) {
        ObjectNode detail = EventLog.detail(push.repository())
                .put("digest", push.digest().toString())
                .put("mediaType", push.manifest().mediaType())
                .put("size", push.content().length);
        ArrayNode tags = detail.putArray("tags");
        push.tags().forEach(tag -> tags.add(tag.toString()));
        push.manifest()
                .subject()
                .ifPresent(subject -> detail.put("subject", subject.digest().toString()));
        return detail;
    }

    static Map<String, AttributeValue> referrer(ManifestPush push, Descriptor subject) {
        return referrer(push.repository(), push.digest(), push.manifest(), push.content().length, subject);
    }

    static Map<String, AttributeValue> referrer(
            RepositoryName repository, Digest digest, Manifest manifest, int size, Descriptor subject) {
        var item = Items.item(Keys.repository(repository), Keys.referrer(subject.digest(), digest));
        Referrer referrer = Referrer.of(digest, manifest, size);
        item.put(MEDIA_TYPE, s(referrer.descriptor().mediaType()));
        item.put(Items.DIGEST, s(digest.toString()));
        item.put(Items.SIZE, n(size));
        if (!referrer.artifactType().isEmpty()) {
            item.put(ARTIFACT_TYPE, s(referrer.artifactType()));
        }
        if (!referrer.annotations().isEmpty()) {
            item.put(ANNOTATIONS, s(referrer.annotations()));
        }
        return item;
    }

    static Referrer readReferrer(Map<String, AttributeValue> item) {
        Descriptor descriptor = new Descriptor(
                Items.string(item, MEDIA_TYPE),
                Digest.parse(Items.string(item, Items.DIGEST)),
                Items.number(item, Items.SIZE));
        return new Referrer(
                descriptor,
                Items.optional(item, ARTIFACT_TYPE).orElse(""),
                Items.optional(item, ANNOTATIONS).orElse(""));
    }
}
