package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.tag.TagRecord;
import io.slipway.core.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists of tags: the table keeps them in the order of their bytes, which is the specification's. */
public final class DynamoTags implements Tags {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoTags(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<String> list(RepositoryName repository, String after, int limit) {
        return query(repository, after, limit, "sk", DynamoTags::name);
    }

    @Override
    public List<TagRecord> describe(RepositoryName repository, String after, int limit) {
        return query(repository, after, limit, "sk, digest, pushed", ManifestItems::readTag);
    }

    static String name(Map<String, AttributeValue> item) {
        return Table.string(item, Table.SK).substring(Keys.TAG.length());
    }

    private <T> List<T> query(
            RepositoryName repository,
            String after,
            int limit,
            String attributes,
            Function<Map<String, AttributeValue>, T> reader) {
        // The smallest key after that of the tag is the same with a zero added.
        String from = Keys.TAG + (after.isEmpty() ? "" : after + "\0");
        List<T> tags = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> position = start;
            var page = dynamo.query(request -> request.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                    .expressionAttributeValues(Map.of(
                            ":pk", s(Keys.repository(repository)), ":from", s(from), ":to", s(Keys.end(Keys.TAG))))
                    .projectionExpression(attributes)
                    .limit(limit - tags.size())
                    .exclusiveStartKey(position.isEmpty() ? null : position));
            page.items().stream().map(reader).forEach(tags::add);
            start = page.lastEvaluatedKey();
        } while (tags.size() < limit && !start.isEmpty());
        return tags;
    }
}
