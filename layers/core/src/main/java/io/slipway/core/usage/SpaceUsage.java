package io.slipway.core.usage;

/**
 * The usage of a space.
 *
 * @param blobs its blobs, each once, however many repositories are linked to it
 * @param shared those of them that several repositories are linked to
 * @param linked the blobs of all repositories together, as if nothing were shared
 * @param manifests its manifests, those in the bin among them
 */
public record SpaceUsage(Amount blobs, Amount shared, Amount linked, Amount manifests) {
    public static final SpaceUsage NOTHING = new SpaceUsage(Amount.NONE, Amount.NONE, Amount.NONE, Amount.NONE);

    SpaceUsage plus(SpaceUsage other) {
        return new SpaceUsage(
                blobs.plus(other.blobs),
                shared.plus(other.shared),
                linked.plus(other.linked),
                manifests.plus(other.manifests));
    }

    /** Returns the number of stored objects: blobs and manifests. */
    public long objects() {
        return blobs.objects() + manifests.objects();
    }

    /** Returns the bytes that are stored for the space, which its quota limits. */
    public long bytes() {
        return blobs.bytes() + manifests.bytes();
    }
}
