package io.slipway.aws.manifest;

import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Deletes the tags that name a manifest, found by the items that each push of a tag writes. */
final class TagsOfManifest {
    private final Table table;

    TagsOfManifest(Table table) {
        this.table = table;
    }

    void delete(RepositoryName repository, Digest digest) {
        marks(repository, digest).forEach((tag, revision) -> {
            deleteTag(repository, digest, tag);
            deleteMark(repository, digest, tag, revision);
        });
    }

    /** Returns the tags that may name a manifest, each with the revision of the manifest that it was pushed with. */
    Map<Tag, String> marks(RepositoryName repository, Digest digest) {
        String prefix = Keys.tagsOfManifest(digest);
        Map<Tag, String> marks = new LinkedHashMap<>();
        table.range(Range.of(Keys.repository(repository)).prefix(prefix).only(Items.SK, Items.REVISION))
                .forEach(item -> marks.put(
                        new Tag(Items.string(item, Items.SK).substring(prefix.length())),
                        Items.string(item, Items.REVISION)));
        return marks;
    }

    /** Deletes a mark, unless a concurrent push has written it again: then the manifest's revision makes the deletion start over. */
    void deleteMark(RepositoryName repository, Digest digest, Tag tag, String revision) {
        deleteIf(
                Items.key(Keys.repository(repository), Keys.tagOfManifest(digest, tag)),
                Items.REVISION + " = :seen",
                Map.of(":seen", s(revision)));
    }

    /** Deletes a tag, unless it names another manifest now. */
    private void deleteTag(RepositoryName repository, Digest digest, Tag tag) {
        deleteIf(
                Items.key(Keys.repository(repository), Keys.tag(tag)),
                Items.DIGEST + " = :digest",
                Map.of(":digest", s(digest.toString())));
    }

    private void deleteIf(Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        // If the condition does not hold, the item was replaced or deleted.
        table.tryWrite(Write.delete(key).when(condition).with(values));
    }
}
