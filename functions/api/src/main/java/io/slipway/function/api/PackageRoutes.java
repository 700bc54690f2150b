package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Blobs;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.route.Route;
import io.slipway.core.space.QuotaCheck;
import io.slipway.core.space.Spaces;
import io.slipway.core.upload.StoreBlob;
import io.slipway.packages.feed.DeletePackage;
import io.slipway.packages.feed.GetPackage;
import io.slipway.packages.feed.GetPackageContent;
import io.slipway.packages.feed.ListPackageFiles;
import io.slipway.packages.feed.ListPackageVersions;
import io.slipway.packages.feed.ListPackages;
import io.slipway.packages.feed.PackageCheck;
import io.slipway.packages.feed.Packages;
import io.slipway.packages.feed.PostPackage;
import io.slipway.packages.feed.PublishPackage;
import io.slipway.packages.feed.StartPackageUpload;
import java.util.List;

/** The routes of the feed. */
final class PackageRoutes {
    private static final String PACKAGES = "/api/spaces/<space>/packages";
    private static final String VERSION = PACKAGES + "/<id>/versions/<version>";

    private PackageRoutes() {}

    static List<Route> of(Backend backend) {
        Spaces spaces = backend.spaces();
        Manifests manifests = backend.manifests();
        QuotaCheck quotas = new QuotaCheck(spaces, backend.usage(), backend.clock());
        Packages packages = new Packages(manifests, backend.packageListing());
        BlobObjects objects = backend.blobObjects().leading(backend.directPulls());
        Blobs blobs = backend.blobs(objects);
        StoreBlob store = new StoreBlob(backend.uploads(), backend.uploadObjects());
        PublishPackage publish = new PublishPackage(
                packages, manifests, blobs, store, new PackageCheck(backend.blobBytes()), backend.clock());
        PostRawPackage raw = new PostRawPackage(publish, packages, quotas);
        return List.of(
                Route.ofApi("GET", PACKAGES, new ListPackages(packages, spaces)),
                Route.ofApi("POST", PACKAGES, new PostPackage(publish)),
                Route.ofApi(
                        "POST",
                        "/api/spaces/<space>/package-uploads",
                        new StartPackageUpload(objects, quotas, backend.clock())),
                Route.ofApi("GET", PACKAGES + "/<id>", new ListPackageVersions(packages)),
                Route.ofApi("GET", VERSION, new GetPackage(packages)),
                Route.ofApi("DELETE", VERSION, new DeletePackage(packages, backend.discards())),
                Route.ofApi("GET", VERSION + "/files", new ListPackageFiles(packages, blobs, backend.blobBytes())),
                Route.ofApi(
                        "GET", VERSION + "/content", new GetPackageContent(packages, blobs, objects, backend.clock())),
                Route.ofApi("POST", "/api/<space>/packages/raw", raw),
                Route.ofApi("POST", "/api/packages/raw", raw));
    }
}
