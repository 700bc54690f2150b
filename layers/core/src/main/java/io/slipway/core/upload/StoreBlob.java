package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public Optional<ClaimResult> store(RepositoryName repository, String session, Digest digest, InputStream body)
            throws IOException {
        UploadSession fresh =
                new UploadSession(session, 0, Map.of(), Optional.empty(), List.of(), Optional.empty(), "");
        PartWriter writer = new PartWriter(objects, repository, fresh, digest.algorithm(), () -> {});
        writer.write(body);
        writer.verify(digest);
        StoredBlob blob = writer.complete();
        return uploads.finishAtOnce(repository, session, digest, blob);
    }
}
