package io.slipway.core.memory;

import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

final class MemoryPrincipalRules implements PrincipalRules {
    private final TreeMap<String, PrincipalRule> rules = new TreeMap<>();

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
    }

    @Override
    public synchronized boolean remove(String id) {
        return rules.remove(id) != null;
    }
}
