package io.slipway.local.gate;

/** Thrown for a call that AWS would reject. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** The reasons, with AWS's name for each. */
    enum Reason {
        MISSING_TOKEN("MissingAuthenticationTokenException", "AccessDenied"),
        MALFORMED("IncompleteSignatureException", "AuthorizationHeaderMalformed"),
        UNKNOWN_KEY("UnrecognizedClientException", "InvalidAccessKeyId"),
        WRONG_TOKEN("UnrecognizedClientException", "InvalidToken"),
        WRONG_SIGNATURE("InvalidSignatureException", "SignatureDoesNotMatch"),
        WRONG_TIME("InvalidSignatureException", "RequestTimeTooSkewed"),
        EXPIRED("InvalidSignatureException", "AccessDenied"),
        WRONG_HASH("InvalidSignatureException", "XAmzContentSHA256Mismatch"),
        NOT_SIGNED("InvalidSignatureException", "AccessDenied"),
        DENIED("AccessDeniedException", "AccessDenied"),
        NO_OPERATION("UnknownOperationException", "NotImplemented"),
        UNAVAILABLE("ServiceUnavailable", "ServiceUnavailable");

        private final String json;
        private final String s3;

        Reason(String json, String s3) {
            this.json = json;
            this.s3 = s3;
        }

        /** Returns the type of the error in services with a JSON protocol. */
        String json() {
            return json;
        }

        /** Returns the code of the error in S3. */
        String s3() {
            return s3;
        }

        /** Returns the status of the response of a service with a JSON protocol. */
        int jsonStatus() {
            return this == UNAVAILABLE ? 503 : 400;
        }

        /** Returns the status of S3's response. */
        int s3Status() {
            return switch (this) {
                case MALFORMED, WRONG_TOKEN, WRONG_HASH -> 400;
                case NO_OPERATION -> 501;
                case UNAVAILABLE -> 503;
                default -> 403;
            };
        }
    }

    private final Reason reason;

    Refusal(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Returns the message, empty if there is none. */
    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNullElse(super.getMessage(), "");
    }
}
