package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Spaces;

/** GET and HEAD of a blob (specification, "Pulling blobs"): a redirect to its bytes, of which clients may request any range. */
public final class GetBlob implements Operation {
    private final Blobs blobs;
    private final BlobObjects objects;
    private final Spaces spaces;

    public GetBlob(Blobs blobs, BlobObjects objects, Spaces spaces) {
        this.blobs = blobs;
        this.objects = objects;
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        Digest digest = call.digest();
        StoredBlob blob = blobs.find(call.repository(), digest).orElseThrow(() -> unknown(call.repository(), digest));
        PresignedUrl url = call.request().method().equals("HEAD")
                ? objects.presignedHead(blob, digest)
                : objects.presignedGet(blob, digest);
        return Response.of(307)
                .with("Location", url.forClient(call.request()))
                .with("Docker-Content-Digest", digest.toString());
    }

    private RegistryException unknown(RepositoryName repository, Digest digest) {
        spaces.require(repository.space());
        return new RegistryException(ErrorCode.BLOB_UNKNOWN, repository.familiar() + " has no blob " + digest);
    }
}
