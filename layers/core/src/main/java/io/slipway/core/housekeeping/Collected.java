package io.slipway.core.housekeeping;

/**
 * The result of a run of the janitor, or of a dry run.
 *
 * @param reviews the number of entries of the queue that it processed
 * @param links the number of links of blobs that it removed
 * @param released the bytes of these blobs; their objects are removed later, unless another repository is linked to them
 * @param objects the number of objects that it removed from the bucket
 * @param bytes the bytes of these objects
 * @param failed the number of entries that it could not finish; they are retried in an hour
 * @param complete whether it processed all due entries
 */
public record Collected(
        long reviews, long links, long released, long objects, long bytes, long failed, boolean complete) {
    static final Collected NOTHING = new Collected(0, 0, 0, 0, 0, 0, true);

    static Collected ofLink(long bytes) {
        return new Collected(0, 1, bytes, 0, 0, 0, true);
    }

    static Collected ofObject(long bytes) {
        return new Collected(0, 0, 0, 1, bytes, 0, true);
    }

    /** Adds up two runs. */
    public Collected plus(Collected other) {
        return new Collected(
                reviews + other.reviews,
                links + other.links,
                released + other.released,
                objects + other.objects,
                bytes + other.bytes,
                failed + other.failed,
                complete && other.complete);
    }
}
