package io.slipway.local.front;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Enforces the restrictions of CloudFront's functions (CloudFront Developer Guide, "Restrictions on all edge functions"). */
final class EdgeRules {
    /** The maximum length of a function's code, in bytes. */
    static final int MAX_CODE = 10_240;

    /** Headers that a function may not add. */
    private static final Pattern BARRED =
            Pattern.compile("connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade"
                    + "|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip");

    /** Headers of a viewer's request that a function may neither change nor remove. */
    private static final Set<String> READ_ONLY = Set.of("content-length", "host", "transfer-encoding", "via");

    /** Headers that a function may neither change nor remove in a response, nor set in its own. */
    private static final Set<String> READ_ONLY_IN_RESPONSES =
            Set.of("content-encoding", "content-length", "transfer-encoding", "via", "warning");

    private EdgeRules() {}

    /** Rejects functions that CloudFront would not accept. */
    static void checkCode(Map<String, String> functions) {
        functions.forEach((id, code) -> {
            int size = code.getBytes(StandardCharsets.UTF_8).length;
            if (size > MAX_CODE) {
                throw new IllegalStateException(
                        "the code of " + id + " must have at most " + MAX_CODE + " bytes, but has " + size);
            }
        });
    }

    /** Rejects a changed request for which CloudFront would return 502. */
    static void checkRequest(JsonNode before, JsonNode after) {
        checkHeaders(before, after, READ_ONLY);
        if (!before.path("method").equals(after.path("method"))) {
            throw new IllegalStateException("an edge function must not change the method");
        }
    }

    /**
     * Rejects a response, changed or created by a function, for which CloudFront would return 502.
     *
     * @param before the response to the viewer; an empty object if the function created one itself
     */
    static void checkResponse(JsonNode before, JsonNode after) {
        checkHeaders(before, after, READ_ONLY_IN_RESPONSES);
    }

    private static void checkHeaders(JsonNode before, JsonNode after, Set<String> readOnly) {
        JsonNode old = before.path("headers");
        JsonNode changed = after.path("headers");
        changed.fieldNames().forEachRemaining(name -> {
            if (!old.has(name) && BARRED.matcher(name).matches()) {
                throw new IllegalStateException("an edge function must not add the header " + name);
            }
        });
        for (String name : readOnly) {
            if (!old.path(name).path("value").equals(changed.path(name).path("value"))) {
                throw new IllegalStateException("an edge function must not change the header " + name);
            }
        }
    }
}
