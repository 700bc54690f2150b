package io.slipway.core.principal;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.identity.IdentityRules;
import io.slipway.core.memory.RegistryLab;
import org.junit.jupiter.api.Test;

/** The limits of rules for principals and for identities. */
class LoginRulesTest {
    private static final String GRANTS =
            "\"grants\":[{\"space\":\"default\",\"repository\":\"**\",\"actions\":[\"%s\"]}]";

    private final RegistryLab lab = new RegistryLab();

    @Test
    void at_the_limit_rules_for_principals_can_be_changed_but_not_added() {
        for (int i = 0; i < PrincipalRules.MAX_RULES; i++) {
            lab.api("POST", "/api/principals", principal(i, "pull"), 201);
        }
        assertThat(message("/api/principals", principal(PrincipalRules.MAX_RULES, "pull")))
                .isEqualTo("there must be at most 500 rules for principals; use patterns instead");
        lab.api("POST", "/api/principals", principal(7, "push"), 201);
        assertThat(lab.ports.principalRules().list()).hasSize(PrincipalRules.MAX_RULES);
    }

    @Test
    void at_the_limit_rules_for_identities_can_be_changed_but_not_added() {
        for (int i = 0; i < IdentityRules.MAX_RULES; i++) {
            lab.api("POST", "/api/identities", identity(i, "pull"), 201);
        }
        assertThat(message("/api/identities", identity(IdentityRules.MAX_RULES, "pull")))
                .isEqualTo("there must be at most 200 rules for identities; use patterns instead");
        lab.api("POST", "/api/identities", identity(7, "push"), 201);
        assertThat(lab.ports.identityRules().list()).hasSize(IdentityRules.MAX_RULES);
    }

    private String message(String address, String body) {
        return lab.api("POST", address, body, 409).at("/errors/0/message").asText();
    }

    private static String principal(int number, String action) {
        return "{\"principal\":\"arn:aws:iam::123456789012:role/r%d\",%s}".formatted(number, GRANTS.formatted(action));
    }

    private static String identity(int number, String action) {
        return "{\"issuer\":\"https://issuer.example.com\",\"audience\":\"a\",\"claims\":{\"sub\":\"s%d\"},%s}"
                .formatted(number, GRANTS.formatted(action));
    }
}
