package io.slipway.aws.identity;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Partition;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.event.EventType;
import io.slipway.core.identity.IdentityJson;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.token.TokenJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rules for identities in DynamoDB, in one partition: each login reads them all. */
public final class DynamoIdentityRules implements IdentityRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE = "rule";
    private static final String CREATED = "created";
    /** The grants with the generations of their spaces, which the rule as the API shows it does not have. */
    private static final String GRANTS = "grants";

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoIdentityRules(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public List<IdentityRule> list() {
        return Partition.items(dynamo, table, Keys.IDENTITIES)
                .map(DynamoIdentityRules::read)
                .toList();
    }

    @Override
    public void put(IdentityRule rule) {
        ObjectNode json = IdentityJson.write(rule);
        var item = Table.item(Keys.IDENTITIES, Keys.identity(rule.id()));
        item.put(RULE, s(json.toString()));
        item.put(GRANTS, s(TokenJson.store(rule.grants())));
        item.put(CREATED, n(rule.created().getEpochSecond()));
        ObjectNode detail = EventLog.detail().put(RULE, rule.id());
        detail.setAll(json.retain("issuer", "audience", "claims", "grants"));
        Transactions.write(dynamo, List.of(Table.put(table, item), events.write(EventType.IDENTITY_ADDED, detail)));
    }

    @Override
    public boolean remove(String id) {
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(
                                table, Table.key(Keys.IDENTITIES, Keys.identity(id)), "attribute_exists(pk)", Map.of()),
                        events.write(
                                EventType.IDENTITY_REMOVED, EventLog.detail().put(RULE, id))));
    }

    private static IdentityRule read(Map<String, AttributeValue> item) {
        try {
            return IdentityJson.read(
                            JSON.readTree(Table.string(item, RULE)), Instant.ofEpochSecond(Table.number(item, CREATED)))
                    .withGrants(TokenJson.readStored(Table.string(item, GRANTS)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored rule for an identity is not JSON", e);
        }
    }
}
