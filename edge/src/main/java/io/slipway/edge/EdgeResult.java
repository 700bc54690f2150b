package io.slipway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a CloudFront function answered.
 *
 * @param value a request to pass on, or a response
 * @param origin the id of the origin that the function has chosen, if it has
 */
public record EdgeResult(JsonNode value, Optional<String> origin) {

    /** Whether the function answers the client itself, or the response on its way. */
    public boolean isResponse() {
        return value.has("statusCode");
    }
}
