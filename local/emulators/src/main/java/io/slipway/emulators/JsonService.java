package io.slipway.emulators;

import java.util.Map;

/**
 * A service of AWS that speaks JSON (Smithy, "AWS JSON 1.0 protocol" and "1.1"), in this process. It does not check access, which is the
 * task of the server in front of it.
 */
public interface JsonService {
    /**
     * Answers a call.
     *
     * @param target the header {@code X-Amz-Target}
     * @param body the JSON of the request
     */
    Answer answer(String target, byte[] body);

    /** An answer: its HTTP status, its headers, and its JSON. */
    final class Answer {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        /** An answer of this status. */
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
