package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.principal.PrincipalRule;
import io.slipway.core.principal.PrincipalRules;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link PrincipalRules}. */
public abstract class PrincipalRulesContract extends RegistryContract {
    private static final Grant PULL = new Grant("default", "**", Set.of(Action.PULL));

    private PrincipalRules rules() {
        return ports().principalRules();
    }

    private static PrincipalRule rule(Grant grant) {
        return new PrincipalRule(
                "arn:aws:iam::123456789012:role/" + fresh("role-"),
                List.of(grant),
                Instant.parse("2026-05-01T12:00:00Z"));
    }

    @Test
    void rules_are_listed_in_the_order_of_their_ids() {
        List<PrincipalRule> added = List.of(rule(PULL), rule(PULL), rule(PULL));
        added.forEach(rules()::put);
        assertThat(rules().list())
                .containsAll(added)
                .extracting(PrincipalRule::id)
                .isSorted();
    }

    @Test
    void a_principal_has_one_rule() {
        PrincipalRule first = rule(PULL);
        rules().put(first);
        PrincipalRule second = new PrincipalRule(
                first.principal(), List.of(Grant.everything()), first.created().plusSeconds(60));
        rules().put(second);
        assertThat(rules().list()).contains(second).doesNotContain(first);
    }

    @Test
    void a_rule_is_removed_once() {
        PrincipalRule rule = rule(PULL);
        rules().put(rule);
        assertThat(rules().remove(rule.id())).isTrue();
        assertThat(rules().remove(rule.id())).isFalse();
        assertThat(rules().list()).doesNotContain(rule);
    }
}
