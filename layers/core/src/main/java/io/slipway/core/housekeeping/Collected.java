package io.slipway.core.housekeeping;

/**
 * The result of a run of the janitor, or of a dry run.
 *
 * @param reviews how many entries of the queue it took
 * @param links how many links of blobs it removed
 * @param released how many bytes these blobs have; their objects follow, unless another repository has them too
 * @param objects how many objects it removed from the bucket
 * @param bytes how many bytes these had
 * @param failed how many entries it could not finish; they are tried again in an hour
 * @param complete whether it got to the end of what was due
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

    /** The sum of two runs. */
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
