package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/spaces?partialName=}: lists the spaces in which the caller has any permission. */
public final class ListSpaces implements Operation {
    private final Spaces spaces;

    public ListSpaces(Spaces spaces) {
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        List<Space> visible = spaces.list().stream()
                .filter(space -> call.reaches(space.name()))
                .toList();
        Optional<String> part = call.request().parameter("partialName");
        if (part.isPresent()) {
            return JsonBody.answer(200, OctopusSpaces.write(visible, part.get()));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("spaces");
        visible.stream().map(SpaceJson::write).forEach(list::add);
        return JsonBody.answer(200, body);
    }

    /** Octopus's clients ask for all matches at once, with {@code skip} and {@code take}. */
    @Override
    public Set<String> parameters() {
        return Set.of("partialName", "skip", "take");
    }
}
