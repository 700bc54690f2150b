package io.slipway.core.tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Query;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Spaces;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** GET of a repository's tags (specification, "Listing Tags"), in pages linked by {@code Link}. */
public final class ListTags implements Operation {
    /** The default number of tags of a page. */
    public static final int DEFAULT_PAGE = 1_000;

    /** The maximum number of tags of a page. */
    public static final int MAX_PAGE = 10_000;

    private final Tags tags;
    private final Repositories repositories;
    private final Spaces spaces;

    public ListTags(Tags tags, Repositories repositories, Spaces spaces) {
        this.tags = tags;
        this.repositories = repositories;
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        int size = Math.min(call.count("n").orElse(DEFAULT_PAGE), MAX_PAGE);
        String last = call.last();
        List<String> found = size == 0 ? List.of() : tags.list(repository, last, size + 1);
        boolean known = !found.isEmpty()
                || repositories.find(repository).filter(it -> !it.deleting()).isPresent();
        if (!known) {
            spaces.require(repository.space());
            throw new RegistryException(ErrorCode.NAME_UNKNOWN, "there is no repository " + repository.familiar());
        }
        List<String> page = found.subList(0, Math.min(size, found.size()));
        Response response = Response.of(200, "application/json", body(call, page));
        if (found.size() <= size) {
            return response;
        }
        String next = "/v2/" + call.part("name") + "/tags/list?n=" + size + "&last=" + Query.encode(page.getLast());
        return response.with("Link", "<" + next + ">; rel=\"next\"");
    }

    private static byte[] body(Call call, List<String> page) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", call.part("name"));
        ArrayNode list = body.putArray("tags");
        page.forEach(list::add);
        return JsonTree.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
