package io.slipway.core.principal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.token.TokenJson;

/** Writes rules as the API shows them. */
final class PrincipalJson {
    private PrincipalJson() {}

    static ObjectNode write(PrincipalRule rule) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("id", rule.id()).put("principal", rule.principal());
        node.set("grants", TokenJson.writeGrants(rule.grants()));
        return node.put("created", rule.created().toString());
    }
}
