package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/** {@code GET /api/spaces}: the spaces in which the caller may do anything at all. */
public final class ListSpaces implements Operation {
    private final Spaces spaces;

    public ListSpaces(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("spaces");
        spaces.list().stream()
                .filter(space -> call.reaches(space.name()))
                .map(SpaceJson::write)
                .forEach(list::add);
        return JsonBody.answer(200, body);
    }
}
