package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Ends the tags that name a manifest, found by the items that each push of a tag leaves. */
final class TagsOfManifest {
    private final DynamoDbClient dynamo;
    private final String table;

    TagsOfManifest(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    void delete(RepositoryName repository, Digest digest) {
        marks(repository, digest).forEach((tag, revision) -> {
            deleteTag(repository, digest, tag);
            deleteMark(repository, digest, tag, revision);
        });
    }

    /** The tags that may name a manifest, each with the revision of the manifest that it was pushed with. */
    Map<Tag, String> marks(RepositoryName repository, Digest digest) {
        String prefix = Keys.tagged(digest);
        Map<Tag, String> marks = new LinkedHashMap<>();
        dynamo.queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.repository(repository)), ":prefix", s(prefix)))
                        .projectionExpression("sk, revision"))
                .items()
                .forEach(item -> marks.put(
                        new Tag(Table.string(item, Table.SK).substring(prefix.length())),
                        Table.string(item, ManifestItems.REVISION)));
        return marks;
    }

    /** A push that came between has set the tag again, and needs the mark: the manifest's revision tells the deletion to begin again. */
    void deleteMark(RepositoryName repository, Digest digest, Tag tag, String revision) {
        deleteIf(
                Table.key(Keys.repository(repository), Keys.tagged(digest, tag)),
                "revision = :seen",
                Map.of(":seen", s(revision)));
    }

    /** A tag that has moved on names another manifest now, and stays. */
    private void deleteTag(RepositoryName repository, Digest digest, Tag tag) {
        deleteIf(
                Table.key(Keys.repository(repository), Keys.tag(tag)),
                "digest = :digest",
                Map.of(":digest", s(digest.toString())));
    }

    private void deleteIf(Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        // If the condition does not hold, the item was replaced or deleted.
        ConditionalWrites.tryWrite(() -> dynamo.deleteItem(request ->
                request.tableName(table).key(key).conditionExpression(condition).expressionAttributeValues(values)));
    }
}
