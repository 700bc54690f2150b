package io.slipway.aws.manifest;

import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.parallel.Parallel;
import io.slipway.core.protection.TagSettings;
import io.slipway.core.tag.TagRecord;
import io.slipway.core.tag.Tags;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists tags: the table keeps them in the order of their bytes, as the specification requires. */
public final class DynamoTags implements Tags {
    private final Table table;

    public DynamoTags(Table table) {
        this.table = table;
    }

    @Override
    public List<String> list(RepositoryName repository, String after, int limit) {
        return table.first(tags(repository, after).only(Items.SK), limit).stream()
                .map(DynamoTags::name)
                .toList();
    }

    @Override
    public List<TagRecord> describe(RepositoryName repository, String after, int limit) {
        Range range = tags(repository, after).only(Items.SK, Items.DIGEST, ManifestItems.PUSHED);
        List<TagRecord> tags =
                table.first(range, limit).stream().map(ManifestItems::readTag).toList();
        Map<Digest, LocalDate> pulled = pulled(repository, tags);
        return tags.stream()
                .map(tag -> tag.pulledOn(Optional.ofNullable(pulled.get(tag.digest()))))
                .toList();
    }

    /** Reads the last pulls of the manifests that tags name, a hundred with each read, all reads in parallel. */
    private Map<Digest, LocalDate> pulled(RepositoryName repository, List<TagRecord> tags) {
        List<Map<String, AttributeValue>> keys = tags.stream()
                .map(TagRecord::digest)
                .distinct()
                .map(digest -> Items.key(Keys.repository(repository), Keys.manifest(digest)))
                .toList();
        List<Supplier<List<Map<String, AttributeValue>>>> reads = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += Table.MAX_KEYS) {
            List<Map<String, AttributeValue>> some = keys.subList(from, Math.min(from + Table.MAX_KEYS, keys.size()));
            reads.add(() -> table.getAll(some, List.of(Items.SK, ManifestItems.PULLED)));
        }
        Map<Digest, LocalDate> pulled = new HashMap<>();
        Parallel.all(reads).stream()
                .flatMap(List::stream)
                .forEach(item ->
                        ManifestItems.pulled(item).ifPresent(day -> pulled.put(ManifestItems.digest(item), day)));
        return pulled;
    }

    private static Range tags(RepositoryName repository, String after) {
        return Range.of(Keys.repository(repository)).prefixAfter(Keys.TAG, after);
    }

    @Override
    public TagSettings settings(SpaceName space) {
        return TagSettingsItems.read(table.find(TagSettingsItems.key(space)));
    }

    static String name(Map<String, AttributeValue> item) {
        return Items.string(item, Items.SK).substring(Keys.TAG.length());
    }
}
