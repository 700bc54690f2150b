package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/repositories?n=&last=}: the repositories that the caller may pull from, in the order of their
 * names. Where there may be more, {@code next} is what the next page takes for {@code last}; a page may be shorter than asked for.
 */
public final class ListRepositories implements ApiOperation {
    /** How many repositories a page has at most, and where the client does not say. */
    public static final int MAX_PAGE = 1_000;

    private final Spaces spaces;
    private final Repositories repositories;

    public ListRepositories(Spaces spaces, Repositories repositories) {
        this.spaces = spaces;
        this.repositories = repositories;
    }

    @Override
    public Response handle(ApiCall call) {
        Space space = DescribeSpace.find(call, spaces);
        int size = call.pageSize(MAX_PAGE);
        String last = call.last();
        List<Repository> found =
                size == 0 ? List.of() : repositories.list(space.name(), last.isEmpty() ? "" : last + "\0", size);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("repositories");
        found.stream()
                .filter(repository -> DescribeRepository.sees(call, repository))
                .map(SpaceJson::write)
                .forEach(list::add);
        if (size > 0 && found.size() == size) {
            body.put("next", found.getLast().name().path());
        }
        return ApiCall.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last", "n");
    }
}
