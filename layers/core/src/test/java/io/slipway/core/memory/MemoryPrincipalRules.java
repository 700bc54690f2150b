package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.event.EventType;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.token.TokenJson;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

final class MemoryPrincipalRules implements PrincipalRules {
    private final TreeMap<String, PrincipalRule> rules = new TreeMap<>();
    private final MemoryEvents events;

    MemoryPrincipalRules(MemoryEvents events) {
        this.events = events;
    }

    @Override
    public synchronized List<PrincipalRule> list() {
        return List.copyOf(rules.values());
    }

    @Override
    public synchronized void put(PrincipalRule rule) {
        rules.put(
                rule.id(),
                new PrincipalRule(
                        rule.principal(), rule.grants(), rule.created().truncatedTo(ChronoUnit.SECONDS)));
        ObjectNode detail = MemoryEvents.detail().put("rule", rule.id()).put("principal", rule.principal());
        detail.set("grants", TokenJson.writeGrants(rule.grants()));
        events.record(EventType.PRINCIPAL_ADDED, detail);
    }

    @Override
    public synchronized boolean remove(String id) {
        boolean removed = rules.remove(id) != null;
        if (removed) {
            events.record(EventType.PRINCIPAL_REMOVED, MemoryEvents.detail().put("rule", id));
        }
        return removed;
    }
}
