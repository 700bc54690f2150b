package io.slipway.aws.token;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Partition;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.access.Attempt;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Login;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.token.TokenJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Tokens in DynamoDB; of their secrets only hashes. An expired token is removed by the table's time to live. */
public final class DynamoTokens implements Tokens {
    private static final String NAME = "name";
    private static final String HASH = "hash";
    private static final String GRANTS = "grants";
    private static final String CREATED = "created";
    private static final String LAST_USED = "lastUsed";
    private static final String OF_JOB = "ofJob";
    private static final Map<String, AttributeValue> ADMINISTRATOR = Table.key(Keys.TOKENS, Keys.ADMINISTRATOR);

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoTokens(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Token> find(String id) {
        return Optional.of(dynamo.getItem(
                                request -> request.tableName(table).key(key(id)).consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty())
                .map(DynamoTokens::read);
    }

    @Override
    public Login look(Attempt attempt, Set<SpaceName> spaces) {
        List<Map<String, AttributeValue>> keys =
                new ArrayList<>(spaces.stream().map(SpaceItems::key).toList());
        keys.add(LoginFailures.address(attempt));
        if (attempt.token().equals(Attempt.NO_TOKEN)) {
            keys.add(ADMINISTRATOR);
        } else {
            keys.addAll(List.of(key(attempt.token()), LoginFailures.token(attempt), LoginFailures.both(attempt)));
        }
        List<Map<String, AttributeValue>> items = BatchGet.read(dynamo, table, keys);
        Optional<Token> token = items.stream()
                .filter(DynamoTokens::isToken)
                .map(DynamoTokens::read)
                .findFirst();
        Optional<String> administrator = items.stream()
                .filter(item -> item.entrySet().containsAll(ADMINISTRATOR.entrySet()))
                .map(item -> Table.string(item, HASH))
                .findFirst();
        return new Login(token, LoginFailures.read(items, attempt), administrator, SpaceItems.generations(items));
    }

    private static boolean isToken(Map<String, AttributeValue> item) {
        return Table.string(item, Table.PK).equals(Keys.TOKENS)
                && !Table.string(item, Table.SK).equals(Keys.ADMINISTRATOR);
    }

    /** Three writes: a transaction of them would fail where many guess at once, which is when counting matters. */
    @Override
    public void failed(Attempt attempt) {
        LoginFailures.count(attempt)
                .forEach(update -> dynamo.updateItem(update.tableName(table).build()));
    }

    @Override
    public void publishAdministrator(String hash) {
        dynamo.updateItem(request -> request.tableName(table)
                .key(ADMINISTRATOR)
                .updateExpression("SET #hash = :hash")
                .expressionAttributeNames(Map.of("#hash", HASH))
                .expressionAttributeValues(Map.of(":hash", s(hash))));
    }

    @Override
    public boolean add(Token token) {
        var item = Table.item(Keys.TOKENS, Keys.token(token.id()));
        item.put("id", s(token.id()));
        item.put(NAME, s(token.name()));
        item.put(HASH, s(token.hash()));
        item.put(GRANTS, s(TokenJson.store(token.grants())));
        item.put(CREATED, n(token.created().getEpochSecond()));
        token.expires().ifPresent(expires -> item.put(Table.EXPIRES, n(expires.getEpochSecond())));
        if (token.ofJob()) {
            item.put(OF_JOB, AttributeValue.fromBool(true));
            return addOfJob(item);
        }
        Put put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return Transactions.tryWrite(
                dynamo, List.of(Table.write(put), events.write(EventType.TOKEN_CREATED, space(token), detail(token))));
    }

    /** Adds the token of a build's job without an event: the events of the build cover it. */
    private boolean addOfJob(Map<String, AttributeValue> item) {
        return ConditionalWrites.tryWrite(() -> dynamo.putItem(
                request -> request.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)")));
    }

    @Override
    public void used(String id, Instant when) {
        // If the condition does not hold, another request has revoked the token.
        ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(key(id))
                .conditionExpression("attribute_exists(pk)")
                .updateExpression("SET lastUsed = :when")
                .expressionAttributeValues(Map.of(":when", n(when.getEpochSecond())))));
    }

    @Override
    public void narrow(String id, List<Grant> left) {
        // If the condition does not hold, another request has revoked the token.
        ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(key(id))
                .conditionExpression("attribute_exists(pk)")
                .updateExpression("SET grants = :grants")
                .expressionAttributeValues(Map.of(":grants", s(TokenJson.store(left))))));
    }

    @Override
    public List<Token> list() {
        return Partition.items(dynamo, table, Keys.TOKENS)
                .filter(DynamoTokens::isToken)
                .map(DynamoTokens::read)
                .toList();
    }

    @Override
    public boolean revoke(Token token) {
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(table, key(token.id()), "attribute_exists(pk)", Map.of()),
                        events.write(
                                EventType.TOKEN_REVOKED,
                                space(token),
                                EventLog.detail().put("token", token.id()).put(NAME, token.name()))));
    }

    @Override
    public boolean remove(String id) {
        return ConditionalWrites.tryWrite(() -> dynamo.deleteItem(
                request -> request.tableName(table).key(key(id)).conditionExpression("attribute_exists(pk)")));
    }

    /** Returns the only space of a token's grants; empty if the token belongs to the whole registry. */
    private static Optional<SpaceName> space(Token token) {
        List<String> spaces =
                token.grants().stream().map(Grant::space).distinct().toList();
        return spaces.size() == 1 && !spaces.getFirst().equals(Grant.ANY_SPACE)
                ? Optional.of(new SpaceName(spaces.getFirst()))
                : Optional.empty();
    }

    private static ObjectNode detail(Token token) {
        ObjectNode detail = EventLog.detail().put("token", token.id()).put(NAME, token.name());
        detail.set(GRANTS, TokenJson.writeGrants(token.grants()));
        token.expires().ifPresent(expires -> detail.put("expires", expires.toString()));
        return detail;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Table.key(Keys.TOKENS, Keys.token(id));
    }

    private static Token read(Map<String, AttributeValue> item) {
        return new Token(
                Table.string(item, "id"),
                Table.string(item, NAME),
                Table.string(item, HASH),
                TokenJson.readStored(Table.string(item, GRANTS)),
                Instant.ofEpochSecond(Table.number(item, CREATED)),
                Table.optionalNumber(item, Table.EXPIRES).map(Instant::ofEpochSecond),
                Table.optionalNumber(item, LAST_USED).map(Instant::ofEpochSecond),
                item.containsKey(OF_JOB));
    }
}
