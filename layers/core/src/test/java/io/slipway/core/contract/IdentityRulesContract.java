package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.identity.IdentityRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract of {@link IdentityRules}. */
public abstract class IdentityRulesContract extends RegistryContract {
    private static final Grant PULL = new Grant("default", "**", Set.of(Action.PULL));

    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

    private IdentityRules rules() {
        return ports().identityRules();
    }

    private static IdentityRule rule(Optional<String> keys) {
        return new IdentityRule(
                "https://issuer.example.com/" + fresh("i"),
                "registry.example.com",
                new TreeMap<>(Map.of("sub", "repo:acme/web:ref:refs/heads/*", "environment", "production")),
                keys,
                List.of(PULL),
                Instant.parse("2026-05-01T12:00:00Z"));
    }

    @Test
    void rules_are_listed_in_the_order_of_their_ids() {
        List<IdentityRule> added = List.of(rule(Optional.empty()), rule(Optional.of(KEYS)), rule(Optional.empty()));
        added.forEach(rules()::put);
        assertThat(rules().list())
                .containsAll(added)
                .extracting(IdentityRule::id)
                .isSorted();
    }

    @Test
    void each_combination_of_issuer_audience_and_claims_has_one_rule() {
        IdentityRule first = rule(Optional.empty());
        rules().put(first);
        IdentityRule second = first.withGrants(List.of(Grant.everything()));
        rules().put(second);
        assertThat(rules().list()).contains(second).doesNotContain(first);
    }

    @Test
    void a_rule_is_removed_once() {
        IdentityRule rule = rule(Optional.empty());
        rules().put(rule);
        assertThat(rules().remove(rule.id())).isTrue();
        assertThat(rules().remove(rule.id())).isFalse();
        assertThat(rules().list()).doesNotContain(rule);
    }
}
