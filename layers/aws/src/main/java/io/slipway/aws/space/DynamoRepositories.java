package io.slipway.aws.space;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.access.PublicRepositories;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Repositories in DynamoDB. All reads are consistent: what was acknowledged is seen. */
public final class DynamoRepositories implements Repositories, PublicRepositories {
    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoRepositories(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Repository> find(RepositoryName name) {
        var item = dynamo.getItem(request ->
                        request.tableName(table).key(RepositoryItems.key(name)).consistentRead(true))
                .item();
        // The item may be that of a repository in another space of the name.
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(RepositoryItems.read(name.space(), item))
                        .filter(repository -> repository.name().equals(name));
    }

    @Override
    public Set<RepositoryName> among(Collection<RepositoryName> repositories) {
        var items = BatchGet.read(
                dynamo, table, repositories.stream().map(RepositoryItems::key).toList());
        Set<RepositoryName> open = new HashSet<>();
        for (var item : items) {
            SpaceName space = new SpaceName(Table.string(item, Table.PK).substring("SPACE#".length()));
            Repository repository = RepositoryItems.read(space, item);
            if (repository.visibility() == Visibility.PUBLIC && !repository.deleting()) {
                open.add(repository.name());
            }
        }
        return open;
    }

    @Override
    public List<Repository> list(SpaceName space, String from, int limit) {
        return query(Keys.space(space), from, limit).stream()
                .map(item -> RepositoryItems.read(space, item))
                .toList();
    }

    @Override
    public List<RepositoryName> listPublic(String from, int limit) {
        return query(Keys.PUBLIC, from, limit).stream()
                .map(item -> RepositoryName.parse(Table.string(item, Table.SK).substring(Keys.REPOSITORY.length())))
                .toList();
    }

    private List<Map<String, AttributeValue>> query(String pk, String from, int limit) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> position = start;
            var page = dynamo.query(request -> request.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                    .expressionAttributeValues(Map.of(
                            ":pk", s(pk),
                            ":from", s(Keys.REPOSITORY + from),
                            ":to", s(Keys.end(Keys.REPOSITORY))))
                    .limit(limit - items.size())
                    .exclusiveStartKey(position.isEmpty() ? null : position));
            items.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (items.size() < limit && !start.isEmpty());
        return items;
    }

    @Override
    public boolean change(RepositoryName name, Visibility visibility) {
        Update update = Update.builder()
                .tableName(table)
                .key(RepositoryItems.key(name))
                .conditionExpression("attribute_exists(pk) AND attribute_not_exists(deleting)")
                .updateExpression("SET visibility = :visibility")
                .expressionAttributeValues(Map.of(":visibility", s(visibility.word())))
                .build();
        Map<String, AttributeValue> listed = RepositoryItems.publicKey(name);
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.write(update),
                        visibility == Visibility.PUBLIC ? Table.put(table, listed) : Table.delete(table, listed),
                        events.write(
                                EventType.REPOSITORY_CHANGED,
                                name.space(),
                                EventLog.detail(name).put("visibility", visibility.word()))));
    }

    @Override
    public int countTags(RepositoryName name, int limit) {
        return dynamo.query(request -> request.tableName(table)
                        .consistentRead(true)
                        .select(Select.COUNT)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :tag)")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.repository(name)), ":tag", s(Keys.TAG)))
                        .limit(limit))
                .count();
    }
}
