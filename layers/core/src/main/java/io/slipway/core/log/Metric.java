package io.slipway.core.log;

/** The metrics, with the names and units that CloudWatch shows. {@code docs/operate/metrics.md} explains them. */
public enum Metric {
    /** Manifests that clients pulled. */
    PULLS("Pulls", "Count"),
    /** Manifests that clients pushed. */
    PUSHES("Pushes", "Count"),
    /** Requests with a wrong token. */
    FAILED_LOGINS("FailedLogins", "Count"),
    /** Responses of 5xx. */
    DEFECTS("Defects", "Count"),
    /** Requests for builds, including those for known builds. */
    BUILD_REQUESTS("BuildRequests", "Count"),
    /** Builds that ended, by state and engine. */
    BUILDS("Builds", "Count"),
    /** Bytes of blobs that functions accepted. */
    BYTES_INLINE("BytesInline", "Bytes"),
    /** Bytes of blobs that S3 accepted. */
    BYTES_DIRECT("BytesDirect", "Bytes"),
    /** Bytes of blobs that the stream lane's server accepted. */
    BYTES_STREAM("BytesStream", "Bytes"),
    /** The time from an upload's first byte on the stream lane to the response. */
    STREAM_MILLIS("StreamMillis", "Milliseconds"),
    /** The bytes that all spaces hold. */
    STORED_BYTES("StoredBytes", "Bytes"),
    /** The largest share of a quota that a space uses. */
    QUOTA_USE("QuotaUse", "Percent"),
    /** The uploads that a server of the stream lane has open. */
    OPEN_UPLOADS("OpenUploads", "Count");

    private final String id;
    private final String unit;

    Metric(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    /** Returns the name in CloudWatch. */
    public String id() {
        return id;
    }

    /** Returns the unit in CloudWatch's words. */
    public String unit() {
        return unit;
    }
}
