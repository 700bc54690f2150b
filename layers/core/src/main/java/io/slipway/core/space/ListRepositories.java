package io.slipway.core.space;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.route.VisiblePage;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.Usages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code GET /api/spaces/<space>/repositories?n=&last=&contains=&usage=}: the repositories that the caller may pull from, in the order of their
 * names; on request, only those with a text in their name, and with their usage. If there are more, {@code next} is the value of {@code last} for the
 * next page; {@code incomplete} says that the search for them ended early.
 */
public final class ListRepositories implements Operation {
    /** The maximum and default number of repositories of a page. */
    public static final int MAX_PAGE = 1_000;

    private final Spaces spaces;
    private final Repositories repositories;
    private final Usages usages;

    public ListRepositories(Spaces spaces, Repositories repositories, Usages usages) {
        this.spaces = spaces;
        this.repositories = repositories;
        this.usages = usages;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.find(call, spaces);
        int size = call.pageSize(MAX_PAGE);
        String last = call.last();
        String contained = call.request().parameter("contains").orElse("");
        boolean measured = call.flag("usage");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("repositories");
        if (size > 0) {
            VisiblePage<Repository> page = VisiblePage.fill(
                    size,
                    last,
                    (after, limit) -> repositories.list(space.name(), after.isEmpty() ? "" : after + "\0", limit),
                    repository -> repository.name().path().contains(contained)
                            && DescribeRepository.sees(call, repository)
                            && !repository.binned(),
                    repository -> repository.name().path());
            Map<String, RepositoryUsage> held = measured ? held(space, page.items()) : Map.of();
            page.items().forEach(repository -> {
                ObjectNode item = SpaceJson.write(repository);
                list.add(item);
                if (measured) {
                    put(item, held.getOrDefault(repository.name().path(), RepositoryUsage.NOTHING));
                }
            });
            page.next().ifPresent(it -> body.put("next", it.name().path()));
            if (page.incomplete()) {
                body.put("incomplete", true);
            }
        }
        return JsonBody.answer(200, body);
    }

    private Map<String, RepositoryUsage> held(Space space, List<Repository> page) {
        return page.isEmpty()
                ? Map.of()
                : usages
                        .repositories(
                                space.name(),
                                page.stream().map(it -> it.name().path()).toList())
                        .stream()
                        .collect(Collectors.toMap(RepositoryUsage::path, Function.identity()));
    }

    private static void put(ObjectNode item, RepositoryUsage usage) {
        item.put("bytes", usage.bytes())
                .put("manifests", usage.manifests().objects())
                .put("pushed", usage.pushed().map(Instant::toString).orElse(null));
    }

    @Override
    public Set<String> parameters() {
        return Set.of("contains", "last", "n", "usage");
    }
}
