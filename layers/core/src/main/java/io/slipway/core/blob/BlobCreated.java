package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;

/** Answers requests that link a blob to a repository: an upload or a mount. */
public final class BlobCreated {
    private BlobCreated() {}

    /** Returns 201 with the blob's URL and digest. */
    public static Response answer(RepositoryName repository, Digest digest) {
        return Response.of(201)
                .with("Location", "/v2/" + repository.familiar() + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest.toString());
    }
}
