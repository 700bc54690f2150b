package io.slipway.core.memory;

import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

final class MemoryIdentityRules implements IdentityRules {
    private final TreeMap<String, IdentityRule> rules = new TreeMap<>();

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
    }

    @Override
    public synchronized boolean remove(String id) {
        return rules.remove(id) != null;
    }
}
