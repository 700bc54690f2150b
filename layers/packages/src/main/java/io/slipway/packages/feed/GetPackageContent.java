package io.slipway.packages.feed;

import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** {@code GET …/versions/{version}/content}: redirects to the archive's bytes, of which any range can be requested. */
public final class GetPackageContent implements Operation {
    private final Packages packages;
    private final Blobs blobs;
    private final BlobObjects objects;

    public GetPackageContent(Packages packages, Blobs blobs, BlobObjects objects) {
        this.packages = packages;
        this.blobs = blobs;
        this.objects = objects;
    }

    @Override
    public Response handle(Call call) {
        StoredPackage stored = PackageCalls.find(packages, call);
        Digest digest = stored.file().digest();
        StoredBlob blob = blobs.find(stored.repository(), digest)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.BLOB_UNKNOWN,
                        "the bytes of " + stored.id() + " " + stored.version() + " were deleted: " + digest));
        return Response.of(307)
                .with("Location", objects.presignedGet(blob, digest).forClient(call.request()))
                .with("Cache-Control", "no-store");
    }
}
