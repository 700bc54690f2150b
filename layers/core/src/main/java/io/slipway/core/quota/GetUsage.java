package io.slipway.core.quota;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Spaces;
import io.slipway.core.usage.Amount;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.Usages;
import java.time.Instant;
import java.util.Comparator;

/** {@code GET /api/spaces/<space>/usage}: the usage of a space, and its largest repositories. */
public final class GetUsage implements Operation {
    /** The most repositories of one response, the largest. */
    public static final int MAX_REPOSITORIES = 1_000;

    private final Spaces spaces;
    private final Usages usages;

    public GetUsage(Spaces spaces, Usages usages) {
        this.spaces = spaces;
        this.usages = usages;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = DescribeSpace.findAdministered(call, spaces).name();
        Usages.Whole whole = usages.whole(space);
        SpaceUsage usage = whole.space();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("bytes", usage.bytes())
                .put("objects", usage.objects());
        put(body, "blobs", usage.blobs());
        put(body, "shared", usage.shared());
        put(body, "linked", usage.linked());
        put(body, "manifests", usage.manifests());
        ArrayNode list = body.putArray("repositories");
        whole.repositories().stream()
                .sorted(Comparator.comparingLong(RepositoryUsage::bytes)
                        .reversed()
                        .thenComparing(RepositoryUsage::path))
                .limit(MAX_REPOSITORIES)
                .forEach(repository -> write(list.addObject(), repository));
        return JsonBody.answer(200, body);
    }

    private static void write(ObjectNode item, RepositoryUsage repository) {
        item.put("name", repository.path()).put("bytes", repository.bytes());
        put(item, "blobs", repository.blobs());
        put(item, "unique", repository.unique());
        put(item, "manifests", repository.manifests());
        item.put("pushed", repository.pushed().map(Instant::toString).orElse(null));
    }

    private static void put(ObjectNode body, String name, Amount amount) {
        body.putObject(name).put("objects", amount.objects()).put("bytes", amount.bytes());
    }
}
