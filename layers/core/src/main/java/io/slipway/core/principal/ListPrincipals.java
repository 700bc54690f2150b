package io.slipway.core.principal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/principals}: lists the principals that may log in, with their grants. */
public final class ListPrincipals implements Operation {
    private final PrincipalRules rules;

    public ListPrincipals(PrincipalRules rules) {
        this.rules = rules;
    }

    @Override
    public Response handle(Call call) {
        call.requireAdministrator();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("principals");
        rules.list().stream().map(PrincipalJson::write).forEach(list::add);
        return JsonBody.answer(200, body);
    }
}
