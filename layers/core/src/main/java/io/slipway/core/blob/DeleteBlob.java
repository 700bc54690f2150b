package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/**
 * DELETE of a blob (specification, "Deleting Blobs"): this repository serves it no more, at once. The bytes stay: another
 * repository of the space may have mounted them.
 */
public final class DeleteBlob implements Operation {
    private final BlobLinks links;
    private final BlobObjects objects;

    public DeleteBlob(BlobLinks links, BlobObjects objects) {
        this.links = links;
        this.objects = objects;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        Digest digest = call.digest();
        String landed = objects.landed(repository, digest)
                .filter(blob -> links.isCurrent(repository, blob))
                .map(Landed::upload)
                .orElse("");
        if (!links.unlink(repository, digest, landed)) {
            throw new RegistryException(ErrorCode.BLOB_UNKNOWN, repository.familiar() + " has no blob " + digest);
        }
        return Response.of(202);
    }
}
