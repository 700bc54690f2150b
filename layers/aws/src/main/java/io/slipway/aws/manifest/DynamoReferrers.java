package io.slipway.aws.manifest;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.referrer.ReferrerPage;
import io.slipway.core.referrer.Referrers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists of referrers. One read for each page, filtered where it lies. */
public final class DynamoReferrers implements Referrers {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoReferrers(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public ReferrerPage list(RepositoryName repository, Digest subject, String artifactType, String after, int limit) {
        String prefix = Keys.referrers(subject);
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":pk", s(Keys.repository(repository)));
        values.put(":from", s(after.isEmpty() ? prefix : prefix + after + "\0"));
        values.put(":to", s(Keys.end(prefix)));
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .limit(limit);
        if (!artifactType.isEmpty()) {
            values.put(":type", s(artifactType));
            query.filterExpression("artifactType = :type");
        }
        var page = dynamo.query(query.expressionAttributeValues(values).build());
        List<Referrer> referrers =
                page.items().stream().map(ManifestItems::readReferrer).toList();
        String next = Table.optional(page.lastEvaluatedKey(), Table.SK)
                .map(key -> key.substring(prefix.length()))
                .orElse("");
        return new ReferrerPage(referrers, next);
    }
}
