package io.slipway.core.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.parallel.Parallel;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code GET /api/spaces/<space>/manifests?repository=&digests=}: manifests with their artifact type, their size including all content that they
 * name, and their platforms. Digests are separated by commas; manifests that the repository does not have are left out.
 */
public final class DescribeManifests implements Operation {
    /** The most manifests of a request. */
    public static final int MAX_DIGESTS = 50;

    private final Repositories repositories;
    private final Summaries summaries;

    public DescribeManifests(Repositories repositories, Summaries summaries) {
        this.repositories = repositories;
        this.summaries = summaries;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository =
                DescribeRepository.inQuery(call, repositories).name();
        List<Supplier<Optional<Summary>>> reads = digests(call).stream()
                .map(digest -> (Supplier<Optional<Summary>>) () -> summaries.of(repository, digest))
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("manifests");
        Parallel.all(reads).forEach(summary -> summary.map(Summary::json).ifPresent(list::add));
        return JsonBody.answer(200, body);
    }

    private static List<Digest> digests(Call call) {
        List<String> named = call.request().parameter("digests").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .distinct()
                .toList();
        if (named.isEmpty() || named.size() > MAX_DIGESTS) {
            throw JsonBody.invalid("the parameter digests must have 1 to " + MAX_DIGESTS
                    + " digests, separated by commas, but had " + named.size());
        }
        return JsonBody.valid(() -> named.stream().map(Digest::parse).toList());
    }

    @Override
    public Set<String> parameters() {
        return Set.of("digests", "repository");
    }
}
