package io.slipway.aws.token;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Partition;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.event.EventType;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.token.TokenJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rules about principals in DynamoDB, in one partition: each login reads them all. */
public final class DynamoPrincipalRules implements PrincipalRules {
    private static final String PRINCIPAL = "principal";
    private static final String GRANTS = "grants";
    private static final String CREATED = "created";

    private final DynamoDbClient dynamo;
    private final String table;
    private final EventLog events;

    public DynamoPrincipalRules(DynamoDbClient dynamo, String table, EventLog events) {
        this.dynamo = dynamo;
        this.table = table;
        this.events = events;
    }

    @Override
    public List<PrincipalRule> list() {
        return Partition.items(dynamo, table, Keys.PRINCIPALS)
                .map(DynamoPrincipalRules::read)
                .toList();
    }

    @Override
    public void put(PrincipalRule rule) {
        var item = Table.item(Keys.PRINCIPALS, Keys.principal(rule.id()));
        item.put(PRINCIPAL, s(rule.principal()));
        item.put(GRANTS, s(TokenJson.store(rule.grants())));
        item.put(CREATED, n(rule.created().getEpochSecond()));
        ObjectNode detail = EventLog.detail().put("rule", rule.id()).put(PRINCIPAL, rule.principal());
        detail.set(GRANTS, TokenJson.writeGrants(rule.grants()));
        Transactions.write(dynamo, List.of(Table.put(table, item), events.write(EventType.PRINCIPAL_ADDED, detail)));
    }

    @Override
    public boolean remove(String id) {
        return Transactions.tryWrite(
                dynamo,
                List.of(
                        Table.delete(
                                table,
                                Table.key(Keys.PRINCIPALS, Keys.principal(id)),
                                "attribute_exists(pk)",
                                Map.of()),
                        events.write(
                                EventType.PRINCIPAL_REMOVED, EventLog.detail().put("rule", id))));
    }

    private static PrincipalRule read(Map<String, AttributeValue> item) {
        return new PrincipalRule(
                Table.string(item, PRINCIPAL),
                TokenJson.readStored(Table.string(item, GRANTS)),
                Instant.ofEpochSecond(Table.number(item, CREATED)));
    }
}
