package io.slipway.builds.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.core.access.Action;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.route.VisiblePage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/builds?limit=&before=&state=&environment=&tenant=&deployment=&package=}: lists the
 * builds that the caller may see, newest first. If there are more, {@code next} is the value of {@code before} for
 * the next page; {@code incomplete} is true if the search for them ended early.
 */
public final class ListBuilds implements Operation {
    /** The default number of builds in a page. */
    public static final int DEFAULT_PAGE = 50;

    /** The maximum number of builds in a page. */
    public static final int MAX_PAGE = 200;

    private final Builds builds;

    public ListBuilds(Builds builds) {
        this.builds = builds;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = BuildAccess.space(call);
        int limit = limit(call);
        Optional<String> before = call.request().parameter("before");
        before.ifPresent(id -> JsonBody.valid(() -> new BuildId(space, id)));
        BuildFilter filter = BuildFilter.of(call.request());
        VisiblePage<Build> page = VisiblePage.fill(
                limit,
                before.orElse(""),
                (after, count) -> builds.list(space, Optional.of(after).filter(id -> !id.isEmpty()), count),
                build -> filter.test(build) && BuildAccess.mayDo(call, build, Action.PULL),
                build -> build.id().id());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("builds");
        BuildView view = new BuildView(call.request());
        page.items().stream().map(view::write).forEach(list::add);
        body.put("next", page.next().map(build -> build.id().id()).orElse(null));
        if (page.incomplete()) {
            body.put("incomplete", true);
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        Set<String> all = new HashSet<>(BuildFilter.PARAMETERS);
        all.addAll(List.of("limit", "before"));
        return all;
    }

    private static int limit(Call call) {
        return call.number("limit", 1, MAX_PAGE).orElse(DEFAULT_PAGE);
    }
}
