package io.slipway.emulators;

import java.util.Map;

/**
 * An AWS service with a JSON protocol (Smithy, "AWS JSON 1.0 protocol" and "1.1"), in this process. It leaves access
 * control to the server in front of it.
 */
public interface JsonService {
    /**
     * Handles a call.
     *
     * @param target the header {@code X-Amz-Target}
     * @param body the JSON of the request
     */
    Answer answer(String target, byte[] body);

    /** A response: its HTTP status, headers, and JSON. */
    final class Answer {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        /** @param body the JSON */
        public Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.body = body.clone();
        }

        public int status() {
            return status;
        }

        public Map<String, String> headers() {
            return headers;
        }

        public byte[] body() {
            return body.clone();
        }
    }
}
