package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;
import io.slipway.core.space.Spaces;
import java.util.List;

/** {@code GET /api/spaces/{space}/packages?last=…}: the ids of the packages that the caller may pull, in lower case, in pages. */
public final class ListPackages implements ApiOperation {
    /** How many ids a page has at most. */
    public static final int PAGE = 1_000;

    private final Packages packages;
    private final Spaces spaces;

    public ListPackages(Packages packages, Spaces spaces) {
        this.packages = packages;
        this.spaces = spaces;
    }

    @Override
    public Response handle(ApiCall call) {
        SpaceName space = PackageCalls.space(call);
        if (!call.reaches(space)) {
            throw Spaces.unknown(space);
        }
        List<PackageId> found = packages.ids(space, call.last(), PAGE);
        if (found.isEmpty()) {
            spaces.require(space);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("packages");
        found.stream()
                .filter(id -> call.token().allows(id.repository(space), Action.PULL))
                .forEach(id -> list.addObject().put("id", id.value()));
        if (found.size() == PAGE) {
            body.put("last", found.getLast().value());
        }
        return ApiCall.answer(200, body);
    }
}
