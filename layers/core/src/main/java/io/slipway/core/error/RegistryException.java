package io.slipway.core.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error response: thrown anywhere, rendered in one place ({@code io.slipway.core.http.Errors}).
 *
 * <p>It has no stack trace: it is a response, not a defect.
 */
public final class RegistryException extends RuntimeException {
    private final ErrorCode code;
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> texts;

    /** Creates an error with the code's own status and a message for people. */
    public RegistryException(ErrorCode code, String message) {
        this(code, code.status(), message);
    }

    /** Creates an error with a status other than the code's own. */
    public RegistryException(ErrorCode code, int status, String message) {
        this(code, status, List.of(message));
    }

    private RegistryException(ErrorCode code, int status, List<String> texts) {
        super(String.join("; ", texts), null, false, false);
        this.code = code;
        this.status = status;
        this.texts = texts;
    }

    /** Creates an error that lists all mistakes of a request, at least one. */
    public static RegistryException all(ErrorCode code, List<String> messages) {
        return new RegistryException(code, code.status(), List.copyOf(messages));
    }

    /** Creates an error with the code's own text. */
    public static RegistryException of(ErrorCode code) {
        return new RegistryException(code, code.text());
    }

    /** Creates the error for a temporary failure: the client should retry after so many seconds. */
    public static RegistryException retryAfter(String message, long seconds) {
        return new RegistryException(ErrorCode.TOOMANYREQUESTS, message).with("Retry-After", Long.toString(seconds));
    }

    /** Adds a header to the response, such as the {@code Range} of a 416. */
    public RegistryException with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** Returns the headers of the response, except its content type. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** Returns the messages, one for each mistake. */
    public List<String> texts() {
        return texts;
    }

    /** Never null, unlike any exception's message. */
    public String text() {
        String message = getMessage();
        return message == null ? code.text() : message;
    }
}
