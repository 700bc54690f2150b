package io.slipway.core.http;

import io.slipway.core.log.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response.
 *
 * @param status the HTTP status
 * @param headers the headers, one value each
 * @param body the body; for a HEAD the body that GET would have, which the gateway measures and cuts off
 * @param noted more fields for the request's line in the log, which clients do not see
 * @param measured more metrics in that line
 */
@SuppressWarnings("ArrayRecordComponent") // a body is never compared
public record Response(
        int status, Map<String, String> headers, byte[] body, Map<String, String> noted, Map<Metric, Long> measured) {
    private static final byte[] NOTHING = new byte[0];

    public Response {
        headers = Map.copyOf(headers);
        noted = Map.copyOf(noted);
        measured = Map.copyOf(measured);
    }

    /** Creates a response without more fields for the log. */
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Map.of(), Map.of());
    }

    /** Creates a response without headers and body. */
    public static Response of(int status) {
        return new Response(status, Map.of(), NOTHING);
    }

    /** Creates a response with a body of this media type. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, Map.of("Content-Type", contentType), body);
    }

    /** Returns this response with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body, noted, measured);
    }

    /** Returns this response with one more field in the request's line in the log. */
    public Response noting(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(noted);
        more.put(field, value);
        return new Response(status, headers, body, more, measured);
    }

    /** Returns this response with more metrics in the request's line in the log. */
    public Response measuring(Map<Metric, Long> metrics) {
        Map<Metric, Long> more = new LinkedHashMap<>(measured);
        more.putAll(metrics);
        return new Response(status, headers, body, noted, more);
    }
}
