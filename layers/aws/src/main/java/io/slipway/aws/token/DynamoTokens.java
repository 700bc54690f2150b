package io.slipway.aws.token;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.SpaceItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.LoginKeys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores tokens in DynamoDB, with hashes of their secrets. The table's time to live removes expired tokens. */
public final class DynamoTokens implements Tokens {
    private static final String ID = "id";
    private static final String NAME = "name";
    private static final String HASH = "hash";
    private static final String GRANTS = "grants";
    private static final String LAST_USED = "lastUsed";
    private static final String OF_JOB = "ofJob";
    private static final Map<String, AttributeValue> ADMINISTRATOR =
            Items.key(LoginKeys.TOKENS, LoginKeys.ADMINISTRATOR);

    private final Table table;
    private final EventLog events;

    public DynamoTokens(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Token> find(String id) {
        return table.find(key(id)).map(DynamoTokens::read);
    }

    @Override
    public Login read(Attempt attempt, Set<SpaceName> spaces) {
        List<Map<String, AttributeValue>> keys =
                new ArrayList<>(spaces.stream().map(SpaceItems::key).toList());
        keys.add(LoginFailures.address(attempt));
        if (attempt.token().equals(Attempt.NO_TOKEN)) {
            keys.add(ADMINISTRATOR);
        } else {
            keys.addAll(List.of(key(attempt.token()), LoginFailures.token(attempt), LoginFailures.both(attempt)));
        }
        List<Map<String, AttributeValue>> items = table.getAll(keys);
        Optional<Token> token = items.stream()
                .filter(DynamoTokens::isToken)
                .map(DynamoTokens::read)
                .findFirst();
        Optional<String> administrator = Items.pick(items, ADMINISTRATOR).map(item -> Items.string(item, HASH));
        return new Login(token, LoginFailures.read(items, attempt), administrator, SpaceItems.generations(items));
    }

    private static boolean isToken(Map<String, AttributeValue> item) {
        return Items.string(item, Items.PK).equals(LoginKeys.TOKENS)
                && !Items.string(item, Items.SK).equals(LoginKeys.ADMINISTRATOR);
    }

    /** Counts by three writes: a transaction would fail under many concurrent guesses, when counting matters most. */
    @Override
    public void countFailure(Attempt attempt) {
        LoginFailures.count(attempt).forEach(table::write);
    }

    @Override
    public void publishAdministrator(String hash) {
        table.write(Write.update(ADMINISTRATOR, "SET #" + HASH + " = :hash").with(":hash", s(hash)));
    }

    @Override
    public boolean add(Token token) {
        var item = Items.item(LoginKeys.TOKENS, LoginKeys.token(token.id()));
        item.put(ID, s(token.id()));
        item.put(NAME, s(token.name()));
        item.put(HASH, s(token.hash()));
        item.put(GRANTS, s(TokenJson.store(token.grants())));
        item.put(Items.CREATED, n(token.created().getEpochSecond()));
        token.expires().ifPresent(expires -> item.put(Items.EXPIRES, n(expires.getEpochSecond())));
        if (token.ofJob()) {
            item.put(OF_JOB, AttributeValue.fromBool(true));
            return addOfJob(item);
        }
        return table.tryWrite(List.of(
                Write.put(item).ifAbsent(), events.write(EventType.TOKEN_CREATED, space(token), detail(token))));
    }

    /** Adds the token of a build's job without an event: the events of the build cover it. */
    private boolean addOfJob(Map<String, AttributeValue> item) {
        return table.tryWrite(Write.put(item).ifAbsent());
    }

    @Override
    public void recordUse(String id, Instant when) {
        // If the condition does not hold, another request has revoked the token.
        table.tryWrite(Write.update(key(id), "SET " + LAST_USED + " = :when")
                .ifExists()
                .with(":when", n(when.getEpochSecond())));
    }

    @Override
    public void narrow(String id, List<Grant> left) {
        // If the condition does not hold, another request has revoked the token.
        table.tryWrite(Write.update(key(id), "SET " + GRANTS + " = :grants")
                .ifExists()
                .with(":grants", s(TokenJson.store(left))));
    }

    @Override
    public List<Token> list() {
        return table.range(Range.of(LoginKeys.TOKENS))
                .filter(DynamoTokens::isToken)
                .map(DynamoTokens::read)
                .toList();
    }

    @Override
    public boolean revoke(Token token) {
        return table.tryWrite(List.of(
                Write.delete(key(token.id())).ifExists(),
                events.write(
                        EventType.TOKEN_REVOKED,
                        space(token),
                        EventLog.detail().put("token", token.id()).put(NAME, token.name()))));
    }

    @Override
    public boolean remove(String id) {
        return table.tryWrite(Write.delete(key(id)).ifExists());
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
        return Items.key(LoginKeys.TOKENS, LoginKeys.token(id));
    }

    private static Token read(Map<String, AttributeValue> item) {
        return new Token(
                Items.string(item, ID),
                Items.string(item, NAME),
                Items.string(item, HASH),
                TokenJson.readStored(Items.string(item, GRANTS)),
                Instant.ofEpochSecond(Items.number(item, Items.CREATED)),
                Items.optionalNumber(item, Items.EXPIRES).map(Instant::ofEpochSecond),
                Items.optionalNumber(item, LAST_USED).map(Instant::ofEpochSecond),
                item.containsKey(OF_JOB));
    }
}
