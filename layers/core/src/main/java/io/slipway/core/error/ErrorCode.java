package io.slipway.core.error;

/**
 * The error codes of the distribution specification ("Error Codes"), each with its usual status, that of Docker's registry for a service that is
 * unavailable, and three more for the operations under {@code /api/}, which the specification does not define.
 */
public enum ErrorCode {
    BLOB_UNKNOWN(404, "blob unknown to the repository"),
    BLOB_UPLOAD_INVALID(400, "the upload is invalid"),
    BLOB_UPLOAD_UNKNOWN(404, "the upload session is unknown, finished, cancelled or expired"),
    DIGEST_INVALID(400, "the digest must be well-formed and match the content"),
    MANIFEST_BLOB_UNKNOWN(404, "the manifest names a blob or manifest that this repository does not have"),
    MANIFEST_INVALID(400, "the manifest is invalid"),
    MANIFEST_UNKNOWN(404, "manifest unknown to the repository"),
    NAME_INVALID(400, "the repository name is invalid"),
    NAME_UNKNOWN(404, "the repository is not known to the registry"),
    SIZE_INVALID(400, "the length must match the content"),
    UNAUTHORIZED(401, "authentication is required"),
    DENIED(403, "the requested access is denied"),
    UNSUPPORTED(405, "the operation is not supported"),
    TOOMANYREQUESTS(429, "too many requests"),
    UNAVAILABLE(503, "the service is unavailable"),
    REQUEST_INVALID(400, "the request is invalid"),
    NOT_FOUND(404, "the resource does not exist"),
    CONFLICT(409, "the request conflicts with the current state");

    private final int status;
    private final String text;

    ErrorCode(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** Returns the HTTP status of responses with this code, unless the thrower sets a more precise one. */
    public int status() {
        return status;
    }

    /** Returns the meaning of the code in a few words. */
    public String text() {
        return text;
    }
}
