package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Optional;

/**
 * Finds the blobs that a repository may serve: those with a link, and those that have just landed by the direct lane,
 * before the event or the next push has linked them.
 */
public final class Blobs {
    private final BlobLinks links;
    private final BlobObjects objects;

    public Blobs(BlobLinks links, BlobObjects objects) {
        this.links = links;
        this.objects = objects;
    }

    /** Finds the blob's bytes. One read if a link exists; otherwise a look into the bucket, and one more read if the bucket has them. */
    public Optional<StoredBlob> find(RepositoryName repository, Digest digest) {
        BlobLink link = links.find(repository, digest);
        return link.blob()
                .or(() -> landed(repository, digest, link)
                        .filter(landed -> links.isCurrent(repository, digest, landed))
                        .map(Landed::blob));
    }

    /** Finds the bytes that have landed for this digest and may be served, given its record, unless the repository was deleted since. */
    public Optional<Landed> landed(RepositoryName repository, Digest digest, BlobLink link) {
        return objects.landed(repository, digest).filter(link::lets);
    }

    /**
     * Links what has landed for this digest, and answers where it lies.
     *
     * @param seen what is recorded, read before this look into the bucket
     * @param cleared when the repository was deleted last, in milliseconds since 1970, 0 for never; the link's writer looks again
     */
    public Optional<StoredBlob> linkLanded(RepositoryName repository, Digest digest, BlobLink seen, long cleared) {
        return landed(repository, digest, seen)
                .filter(blob -> blob.begunAfter(cleared))
                .filter(blob -> links.linkLanded(repository, digest, blob, seen))
                .map(Landed::blob);
    }
}
