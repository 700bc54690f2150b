package io.slipway.aws.token;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.event.EventLog;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.LoginKeys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.event.EventType;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.token.TokenJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores rules for principals in DynamoDB, in one partition: each login reads them all. */
public final class DynamoPrincipalRules implements PrincipalRules {
    private static final String PRINCIPAL = "principal";
    private static final String GRANTS = "grants";

    private final Table table;
    private final EventLog events;

    public DynamoPrincipalRules(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public List<PrincipalRule> list() {
        return table.range(Range.of(LoginKeys.PRINCIPALS))
                .map(DynamoPrincipalRules::read)
                .toList();
    }

    @Override
    public void put(PrincipalRule rule) {
        var item = Items.item(LoginKeys.PRINCIPALS, LoginKeys.principal(rule.id()));
        item.put(PRINCIPAL, s(rule.principal()));
        item.put(GRANTS, s(TokenJson.store(rule.grants())));
        item.put(Items.CREATED, n(rule.created().getEpochSecond()));
        ObjectNode detail = EventLog.detail().put("rule", rule.id()).put(PRINCIPAL, rule.principal());
        detail.set(GRANTS, TokenJson.writeGrants(rule.grants()));
        table.write(List.of(Write.put(item), events.write(EventType.PRINCIPAL_ADDED, detail)));
    }

    @Override
    public boolean remove(String id) {
        return table.tryWrite(List.of(
                Write.delete(Items.key(LoginKeys.PRINCIPALS, LoginKeys.principal(id)))
                        .ifExists(),
                events.write(EventType.PRINCIPAL_REMOVED, EventLog.detail().put("rule", id))));
    }

    private static PrincipalRule read(Map<String, AttributeValue> item) {
        return new PrincipalRule(
                Items.string(item, PRINCIPAL),
                TokenJson.readStored(Items.string(item, GRANTS)),
                Instant.ofEpochSecond(Items.number(item, Items.CREATED)));
    }
}
