package io.slipway.core.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.route.JsonBody;
import io.slipway.core.usage.Quota;
import java.util.Optional;

/** Reads and writes quotas as JSON; null means no limit. */
final class QuotaJson {
    static final String BYTES = "bytes";
    static final String REPOSITORIES = "repositories";
    static final String BUILDS = "buildsADay";

    private QuotaJson() {}

    static Quota read(JsonNode body) {
        return JsonBody.valid(() -> new Quota(limit(body, BYTES), limit(body, REPOSITORIES), limit(body, BUILDS)));
    }

    private static Optional<Long> limit(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!JsonBody.isWhole(value)) {
            throw JsonBody.invalid("the field " + field + " must be a whole number up to " + Quota.MAX + ", or null, "
                    + Quoted.but(value));
        }
        return Optional.of(value.longValue());
    }

    static ObjectNode write(Quota quota) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(BYTES, quota.bytes().orElse(null))
                .put(REPOSITORIES, quota.repositories().orElse(null))
                .put(BUILDS, quota.buildsADay().orElse(null));
    }
}
