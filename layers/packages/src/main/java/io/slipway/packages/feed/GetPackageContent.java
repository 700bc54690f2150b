package io.slipway.packages.feed;

import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.RecentPulls;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.time.Clock;

/** {@code GET …/versions/{version}/content}: redirects to the archive's bytes, of which any range can be requested. It counts as a pull of the version. */
public final class GetPackageContent implements Operation {
    private final Packages packages;
    private final Blobs blobs;
    private final BlobObjects objects;
    private final RecentPulls pulls;

    public GetPackageContent(Packages packages, Blobs blobs, BlobObjects objects, Clock clock) {
        this.packages = packages;
        this.blobs = blobs;
        this.objects = objects;
        this.pulls = new RecentPulls(clock);
    }

    @Override
    public Response handle(Call call) {
        StoredPackage stored = PackageCalls.find(packages, call);
        StoredBlob blob = PackageCalls.archive(blobs, stored);
        Response answer = Response.of(307)
                .with(
                        "Location",
                        objects.presignedGet(blob, stored.file().digest()).forClient(call.request()))
                .with("Cache-Control", "no-store");
        return pulls.note(answer, stored.repository(), stored.manifest());
    }
}
