package io.slipway.aws.manifest;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists of packages: repositories of a space below one folder, and tags with the manifests that the table itself holds. */
public final class DynamoPackageListing implements PackageListing {
    private final Table table;

    public DynamoPackageListing(Table table) {
        this.table = table;
    }

    @Override
    public List<RepositoryName> repositories(SpaceName space, String after, int limit) {
        Range range = Range.of(Keys.space(space))
                .prefixAfter(Keys.REPOSITORY + PackageId.FOLDER, after)
                .only(Items.SK);
        return table.first(range, limit).stream()
                .map(item ->
                        new RepositoryName(space, Items.string(item, Items.SK).substring(Keys.REPOSITORY.length())))
                .toList();
    }

    @Override
    public Page manifests(RepositoryName repository, String after, int limit) {
        var page = table.page(Range.of(Keys.repository(repository))
                .prefixAfter(Keys.TAG, after)
                .only(Items.SK, Items.DIGEST)
                .limit(limit));
        Map<Digest, StoredManifest> manifests = manifests(repository, page.items());
        List<TaggedManifest> tagged = new ArrayList<>();
        String last = "";
        for (Map<String, AttributeValue> item : page.items()) {
            last = Items.string(item, Items.SK).substring(Keys.TAG.length());
            Tag tag = new Tag(last);
            Optional.ofNullable(manifests.get(digest(item)))
                    .ifPresent(manifest -> tagged.add(new TaggedManifest(tag, manifest)));
        }
        return new Page(tagged, last, !page.last().isEmpty());
    }

    /** Package manifests are stored inline; one stored in S3 is not a package. */
    private Map<Digest, StoredManifest> manifests(RepositoryName repository, List<Map<String, AttributeValue>> tags) {
        List<Map<String, AttributeValue>> keys = tags.stream()
                .map(DynamoPackageListing::digest)
                .distinct()
                .map(digest -> Items.key(Keys.repository(repository), Keys.manifest(digest)))
                .toList();
        Map<Digest, StoredManifest> manifests = new HashMap<>();
        for (Map<String, AttributeValue> item : table.getAll(keys)) {
            if (item.containsKey(ManifestItems.CONTENT)) {
                Digest digest = ManifestItems.digest(item);
                String mediaType = Items.string(item, ManifestItems.MEDIA_TYPE);
                manifests.put(digest, new StoredManifest(digest, mediaType, Items.bytes(item, ManifestItems.CONTENT)));
            }
        }
        return manifests;
    }

    private static Digest digest(Map<String, AttributeValue> tag) {
        return Digest.parse(Items.string(tag, Items.DIGEST));
    }
}
