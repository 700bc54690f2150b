package io.slipway.core.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/identities}: lists the workloads that may log in, and what they may do. */
public final class ListIdentities implements Operation {
    private final IdentityRules rules;

    public ListIdentities(IdentityRules rules) {
        this.rules = rules;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("identities");
        rules.list().stream().map(IdentityJson::write).forEach(list::add);
        return JsonBody.answer(200, body);
    }
}
