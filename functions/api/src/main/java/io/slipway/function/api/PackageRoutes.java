package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.core.blob.BlobLinks;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.Blobs;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.route.ApiRouter.ApiRoute;
import io.slipway.core.route.ApiRouter.Line;
import io.slipway.core.space.Spaces;
import io.slipway.core.upload.FinishUpload;
import io.slipway.packages.feed.DeletePackage;
import io.slipway.packages.feed.GetPackage;
import io.slipway.packages.feed.GetPackageContent;
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

    static List<ApiRoute> of(Backend backend) {
        Spaces spaces = backend.spaces();
        Packages packages = backend.packages();
        Manifests manifests = backend.manifests();
        BlobLinks links = backend.blobLinks();
        BlobObjects objects = backend.blobObjects().leading(backend.directPulls());
        Blobs blobs = new Blobs(links, objects);
        FinishUpload finish = new FinishUpload(backend.uploads(), backend.uploadObjects(), backend.uploadAnswers());
        PublishPackage publish = new PublishPackage(
                packages, manifests, blobs, finish, new PackageCheck(backend.blobBytes()::read), backend.clock());
        PostRawPackage raw = new PostRawPackage(publish, packages, spaces);
        return List.of(
                new Line("GET", PACKAGES, new ListPackages(packages, spaces)),
                new Line("POST", PACKAGES, new PostPackage(publish)),
                new Line(
                        "POST",
                        "/api/spaces/<space>/package-uploads",
                        new StartPackageUpload(objects, spaces, backend.clock())),
                new Line("GET", PACKAGES + "/<id>", new ListPackageVersions(packages, new VersionOrder())),
                new Line("GET", VERSION, new GetPackage(packages)),
                new Line("DELETE", VERSION, new DeletePackage(packages, manifests)),
                new Line("GET", VERSION + "/content", new GetPackageContent(packages, blobs, objects)),
                new Line("POST", "/api/<space>/packages/raw", raw),
                new Line("POST", "/api/packages/raw", raw));
    }
}
