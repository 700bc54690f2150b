package io.slipway.core.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers the headers, one value each
 * @param body the body; for a HEAD the body that GET would have, which the gateway measures and cuts off
 */
@SuppressWarnings("ArrayRecordComponent") // a body is never compared
public record Response(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    public Response {
        headers = Map.copyOf(headers);
    }

    /** An answer without headers and without a body. */
    public static Response of(int status) {
        return new Response(status, Map.of(), NOTHING);
    }

    /** An answer with a body of this media type. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, Map.of("Content-Type", contentType), body);
    }

    /** The same answer with one header more. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }
}
