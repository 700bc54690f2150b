package io.slipway.aws.space;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceNotEmptyException;
import io.slipway.core.space.Spaces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Spaces in DynamoDB. The default space needs no item. */
public final class DynamoSpaces implements Spaces {
    private static final Space DEFAULT = new Space(SpaceName.DEFAULT, Instant.EPOCH, false);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoSpaces(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Space> find(SpaceName name) {
        if (name.equals(SpaceName.DEFAULT)) {
            return Optional.of(DEFAULT);
        }
        return Optional.of(get(SpaceItems.spaceKey(name)))
                .filter(item -> !item.isEmpty())
                .map(SpaceItems::read);
    }

    @Override
    public List<Space> list() {
        var added = dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", s(Keys.SPACES))))
                .items()
                .stream()
                .map(SpaceItems::read);
        return Stream.concat(Stream.of(DEFAULT), added).toList();
    }

    @Override
    public boolean add(Space space) {
        try {
            dynamo.putItem(request -> request.tableName(table)
                    .item(SpaceItems.space(space))
                    .conditionExpression("attribute_not_exists(pk)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public boolean remove(SpaceName name) {
        boolean empty = dynamo.query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(1)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :repository)")
                        .expressionAttributeValues(
                                Map.of(":pk", s(Keys.space(name)), ":repository", s(Keys.REPOSITORY))))
                .items()
                .isEmpty();
        if (!empty) {
            throw new SpaceNotEmptyException(name);
        }
        try {
            dynamo.deleteItem(request -> request.tableName(table)
                    .key(SpaceItems.spaceKey(name))
                    .conditionExpression("attribute_exists(pk)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public boolean hasRepository(RepositoryName repository) {
        return !get(SpaceItems.repositoryKey(repository)).isEmpty();
    }

    private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return dynamo.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
    }
}
