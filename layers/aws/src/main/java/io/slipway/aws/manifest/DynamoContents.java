package io.slipway.aws.manifest;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.builds.retention.Contents;
import io.slipway.builds.retention.HeldManifest;
import io.slipway.builds.retention.RepositoryContents;
import io.slipway.builds.retention.TagName;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads the tags and manifests of whole repositories. */
public final class DynamoContents implements Contents {
    private final Table table;
    private final ManifestObjects objects;

    public DynamoContents(Table table, Supplier<S3Client> s3, String bucket) {
        this.table = table;
        this.objects = new ManifestObjects(s3, bucket);
    }

    @Override
    public RepositoryContents read(RepositoryName repository) {
        // Tags first: a manifest that is pushed between the reads has no tag here, but is too young to be deleted.
        List<TagRecord> tags = items(repository, Keys.TAG, Items.SK, Items.DIGEST, ManifestItems.PUSHED)
                .map(ManifestItems::readTag)
                .toList();
        List<HeldManifest> manifests = items(
                        repository,
                        Keys.MANIFEST,
                        Items.SK,
                        ManifestItems.PUSHED,
                        ManifestItems.PULLED,
                        Items.REVISION,
                        ManifestItems.CONTENT,
                        Items.S3_KEY,
                        ManifestItems.BINNED)
                .filter(item -> !ManifestItems.isBinned(item))
                .map(this::manifest)
                .toList();
        return new RepositoryContents(repository, tags, manifests);
    }

    private Stream<Map<String, AttributeValue>> items(RepositoryName repository, String prefix, String... attributes) {
        return table.range(Range.of(Keys.repository(repository)).prefix(prefix).only(attributes));
    }

    private HeldManifest manifest(Map<String, AttributeValue> item) {
        return HeldManifest.read(
                ManifestItems.digest(item),
                objects.content(item),
                Instant.ofEpochSecond(Items.number(item, ManifestItems.PUSHED)),
                ManifestItems.pulled(item),
                Items.string(item, Items.REVISION));
    }

    @Override
    public Map<TagName, Digest> resolve(Collection<TagName> tags) {
        Map<String, TagName> names = new HashMap<>();
        tags.forEach(tag -> names.put(id(key(tag)), tag));
        Map<TagName, Digest> found = new HashMap<>();
        for (Map<String, AttributeValue> item :
                table.getAll(names.values().stream().map(DynamoContents::key).toList())) {
            found.put(names.get(id(item)), Digest.parse(Items.string(item, Items.DIGEST)));
        }
        return found;
    }

    private static Map<String, AttributeValue> key(TagName name) {
        Tag tag = name.tag();
        return Items.key(Keys.repository(name.repository()), Keys.tag(tag));
    }

    private static String id(Map<String, AttributeValue> item) {
        return Items.string(item, Items.PK) + "\n" + Items.string(item, Items.SK);
    }
}
