package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.route.VisiblePage;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/repositories?n=&last=}: the repositories that the caller may pull from, in the order of their
 * names. Where there are more, {@code next} is what the next page takes for {@code last}; {@code incomplete} says that the search for them was
 * given up.
 */
public final class ListRepositories implements Operation {
    /** The most repositories of a page, and its size if the client asks for no other. */
    public static final int MAX_PAGE = 1_000;

    private final Spaces spaces;
    private final Repositories repositories;

    public ListRepositories(Spaces spaces, Repositories repositories) {
        this.spaces = spaces;
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.find(call, spaces);
        int size = call.pageSize(MAX_PAGE);
        String last = call.last();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("repositories");
        if (size > 0) {
            VisiblePage<Repository> page = VisiblePage.fill(
                    size,
                    last,
                    (after, limit) -> repositories.list(space.name(), after.isEmpty() ? "" : after + "\0", limit),
                    repository -> DescribeRepository.sees(call, repository),
                    repository -> repository.name().path());
            page.items().stream().map(SpaceJson::write).forEach(list::add);
            page.next().ifPresent(it -> body.put("next", it.name().path()));
            if (page.incomplete()) {
                body.put("incomplete", true);
            }
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last", "n");
    }
}
