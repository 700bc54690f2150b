package io.slipway.aws.identity;

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
import io.slipway.core.identity.IdentityJson;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.json.JsonTree;
import io.slipway.core.token.TokenJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores rules for identities in DynamoDB, in one partition: each login reads them all. */
public final class DynamoIdentityRules implements IdentityRules {
    private static final String RULE = "rule";
    /** The grants with the generations of their spaces, which the API's form of the rule lacks. */
    private static final String GRANTS = "grants";

    private final Table table;
    private final EventLog events;

    public DynamoIdentityRules(Table table, EventLog events) {
        this.table = table;
        this.events = events;
    }

    @Override
    public List<IdentityRule> list() {
        return table.range(Range.of(LoginKeys.IDENTITIES))
                .map(DynamoIdentityRules::read)
                .toList();
    }

    @Override
    public void put(IdentityRule rule) {
        ObjectNode json = IdentityJson.write(rule);
        var item = Items.item(LoginKeys.IDENTITIES, LoginKeys.identity(rule.id()));
        item.put(RULE, s(json.toString()));
        item.put(GRANTS, s(TokenJson.store(rule.grants())));
        item.put(Items.CREATED, n(rule.created().getEpochSecond()));
        ObjectNode detail = EventLog.detail().put(RULE, rule.id());
        detail.setAll(json.retain("issuer", "audience", "claims", "grants"));
        table.write(List.of(Write.put(item), events.write(EventType.IDENTITY_ADDED, detail)));
    }

    @Override
    public boolean remove(String id) {
        return table.tryWrite(List.of(
                Write.delete(Items.key(LoginKeys.IDENTITIES, LoginKeys.identity(id)))
                        .ifExists(),
                events.write(EventType.IDENTITY_REMOVED, EventLog.detail().put(RULE, id))));
    }

    private static IdentityRule read(Map<String, AttributeValue> item) {
        try {
            return IdentityJson.read(
                            JsonTree.read(Items.string(item, RULE)),
                            Instant.ofEpochSecond(Items.number(item, Items.CREATED)))
                    .withGrants(TokenJson.readStored(Items.string(item, GRANTS)));
        } catch (IOException e) {
            throw new IllegalStateException("a stored rule for an identity is not JSON", e);
        }
    }
}
