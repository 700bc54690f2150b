package io.slipway.local.front;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer on its way to the client.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // a body is never compared
record Answer(int status, Map<String, String> headers, byte[] body) {

    /** What AWS says by itself, in its own form. */
    static Answer message(int status, String message) {
        byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        return new Answer(status, headers, body);
    }
}
