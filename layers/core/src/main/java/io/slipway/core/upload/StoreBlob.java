package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.Optional;
import java.util.UUID;

/** Stores a whole blob at once, for registry clients and for the package feed. */
public final class StoreBlob {
    private final Uploads uploads;
    private final UploadObjects objects;

    public StoreBlob(Uploads uploads, UploadObjects objects) {
        this.uploads = uploads;
        this.objects = objects;
    }

    /**
     * Stores the bytes, and links them to the repository. Refuses bytes that do not have the digest.
     *
     * @param session a session that has no stored bytes yet
     * @return the obstacle, if the session has bytes or has ended; empty if the blob is stored
     */
    public Optional<ClaimResult> store(RepositoryName repository, String session, Digest digest, byte[] content) {
        Digest actual = Digest.of(digest.algorithm(), content);
        if (!actual.equals(digest)) {
            throw PartWriter.wrong(digest, actual);
        }
        // Each attempt has another key, so that the cleanup after one never removes bytes of another.
        String key = UploadObjects.key(repository, session) + "/" + UUID.randomUUID();
        objects.put(key, content, content.length);
        return uploads.finishWhole(repository, session, digest, new StoredBlob(key, content.length));
    }
}
