package io.slipway.local.front;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response to the client.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, read once
 */
record Answer(int status, Map<String, String> headers, InputStream body) {

    static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer(status, headers, new ByteArrayInputStream(body));
    }

    /** Creates a response with AWS's own message in its own form. */
    static Answer message(int status, String message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        return of(status, headers, text(message));
    }

    static byte[] text(String message) {
        return ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
