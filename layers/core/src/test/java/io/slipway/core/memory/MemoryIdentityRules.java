package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.event.EventType;
import io.slipway.core.identity.IdentityJson;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

final class MemoryIdentityRules implements IdentityRules {
    private final TreeMap<String, IdentityRule> rules = new TreeMap<>();
    private final MemoryEvents events;

    MemoryIdentityRules(MemoryEvents events) {
        this.events = events;
    }

    @Override
    public synchronized List<IdentityRule> list() {
        return List.copyOf(rules.values());
    }

    @Override
    public synchronized void put(IdentityRule rule) {
        rules.put(
                rule.id(),
                new IdentityRule(
                        rule.issuer(),
                        rule.audience(),
                        rule.claims(),
                        rule.keys(),
                        rule.grants(),
                        rule.created().truncatedTo(ChronoUnit.SECONDS)));
        ObjectNode detail = MemoryEvents.detail().put("rule", rule.id());
        detail.setAll(IdentityJson.write(rule).retain("issuer", "audience", "claims", "grants"));
        events.record(EventType.IDENTITY_ADDED, detail);
    }

    @Override
    public synchronized boolean remove(String id) {
        boolean removed = rules.remove(id) != null;
        if (removed) {
            events.record(EventType.IDENTITY_REMOVED, MemoryEvents.detail().put("rule", id));
        }
        return removed;
    }
}
