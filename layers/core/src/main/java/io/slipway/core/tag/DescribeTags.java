package io.slipway.core.tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/tags?repository=&n=&last=}: the tags of a repository in ASCII order, each with the digest that it names,
 * the time of its push, and the day of the last pull, which the registry's own list of tags leaves out.
 */
public final class DescribeTags implements Operation {
    /** The most tags of a page, and its size if the client asks for no other. */
    public static final int MAX_PAGE = 1_000;

    private final Tags tags;
    private final Repositories repositories;

    public DescribeTags(Tags tags, Repositories repositories) {
        this.tags = tags;
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        Repository repository = DescribeRepository.inQuery(call, repositories);
        int size = call.pageSize(MAX_PAGE);
        List<TagRecord> found = size == 0 ? List.of() : tags.describe(repository.name(), call.last(), size + 1);
        List<TagRecord> page = found.subList(0, Math.min(size, found.size()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("tags");
        for (TagRecord tag : page) {
            list.addObject()
                    .put("name", tag.name())
                    .put("digest", tag.digest().toString())
                    .put("pushed", tag.pushed().toString())
                    .put("pulled", tag.pulled().map(LocalDate::toString).orElse(null));
        }
        if (found.size() > page.size() && !page.isEmpty()) {
            body.put("next", page.getLast().name());
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("last", "n", "repository");
    }
}
