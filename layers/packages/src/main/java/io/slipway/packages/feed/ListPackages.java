package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.route.VisiblePage;
import io.slipway.core.space.Spaces;
import java.util.Set;

/** {@code GET /api/spaces/{space}/packages?last=…}: lists the ids of the packages that the caller may pull, in lower case, in pages. */
public final class ListPackages implements Operation {
    /** The maximum number of ids of a page. */
    public static final int PAGE = 1_000;

    private final Packages packages;
    private final Spaces spaces;

    public ListPackages(Packages packages, Spaces spaces) {
        this.packages = packages;
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = PackageCalls.space(call);
        if (!call.reaches(space)) {
            throw Spaces.unknown(space);
        }
        VisiblePage<RepositoryName> page = VisiblePage.fill(
                PAGE,
                call.last(),
                (after, limit) -> packages.repositories(space, after, limit),
                repository -> call.token().allows(repository, Action.PULL)
                        && PackageId.of(repository).isPresent(),
                ListPackages::id);
        if (page.items().isEmpty()) {
            spaces.require(space);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("packages");
        page.items().forEach(repository -> list.addObject().put("id", id(repository)));
        page.next().ifPresent(repository -> body.put("last", id(repository)));
        if (page.incomplete()) {
            body.put("incomplete", true);
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last");
    }

    private static String id(RepositoryName repository) {
        return repository.path().substring(PackageId.FOLDER.length());
    }
}
