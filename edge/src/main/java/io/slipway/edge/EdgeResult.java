package io.slipway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The result of a CloudFront function.
 *
 * @param value a request to pass on, or a response
 * @param origin the id of the origin that the function has chosen, if it has
 */
public record EdgeResult(JsonNode value, Optional<String> origin) {

    /** Returns whether the value is a response: the function's own, or the one that passes through it. */
    public boolean isResponse() {
        return value.has("statusCode");
    }
}
