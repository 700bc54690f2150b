package io.slipway.function.push;

import io.slipway.aws.Backend;
import io.slipway.aws.blob.DynamoBlobLinks;
import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.core.access.Action;
import io.slipway.core.bin.DeleteManifest;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.DeleteBlob;
import io.slipway.core.blob.MountBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PutManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.space.PushEntry;
import io.slipway.core.upload.AppendUpload;
import io.slipway.core.upload.CancelUpload;
import io.slipway.core.upload.FinishUpload;
import io.slipway.core.upload.InlineBody;
import io.slipway.core.upload.StartUpload;
import io.slipway.core.upload.UploadAnswers;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.Uploads;
import io.slipway.packages.feed.PackageCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of routes that write, in the order of the distribution specification's "Endpoints". */
public final class PushRoutes {
    private final List<Route> routes;
    private final Router router;
    private final Manifests manifests;

    public PushRoutes(Backend backend) {
        DynamoBlobLinks links = backend.blobLinks();
        S3BlobObjects objects = backend.blobObjects();
        manifests = backend.manifests();
        Blobs blobs = backend.blobs(objects);
        Uploads uploads = backend.uploads();
        UploadObjects uploadObjects = backend.uploadObjects();
        UploadAnswers answers = backend.uploadAnswers();
        FinishUpload finish = new FinishUpload(uploads, uploadObjects, answers);
        PushEntry entry = new PushEntry(
                backend.spaces(),
                backend.usage(),
                backend.environment().isTrue("SLIPWAY_CREATE_SPACES"),
                backend.clock());
        routes = List.of(
                // end-4, end-11
                Route.of(
                        Set.of("POST"),
                        "/v2/<name>/blobs/uploads/?",
                        Action.PUSH,
                        InlineBody.limited(new StartUpload(new MountBlob(blobs, links), finish, answers, entry))),
                // end-5
                Route.of(
                        Set.of("PATCH"),
                        "/v2/<name>/blobs/uploads/<session>",
                        Action.PUSH,
                        InlineBody.limited(new AppendUpload(uploads, uploadObjects, answers))),
                // end-6
                Route.of(Set.of("PUT"), "/v2/<name>/blobs/uploads/<session>", Action.PUSH, InlineBody.limited(finish)),
                // end-14
                Route.of(
                        Set.of("DELETE"),
                        "/v2/<name>/blobs/uploads/<session>",
                        Action.PUSH,
                        new CancelUpload(uploads, uploadObjects, answers)),
                // end-7
                Route.of(
                        Set.of("PUT"),
                        "/v2/<name>/manifests/<reference>",
                        Action.PUSH,
                        new PutManifest(manifests, blobs, entry, new PackageCheck(backend.blobBytes()))),
                // end-9
                Route.of(
                        Set.of("DELETE"),
                        "/v2/<name>/manifests/<reference>",
                        Action.DELETE,
                        new DeleteManifest(backend.discards())),
                // end-10
                Route.of(Set.of("DELETE"), "/v2/<name>/blobs/<digest>", Action.DELETE, new DeleteBlob(links, blobs)));
        router = new Router(routes, backend.forLogins().registryLogin());
    }

    /** Returns the table, for callers that need all routes. */
    public List<Route> routes() {
        return routes;
    }

    Router router() {
        return router;
    }

    /** Warms up the read that every push begins with. */
    void prime() {
        manifests.view(
                RepositoryName.parse("prime"),
                Optional.empty(),
                List.of(Digest.of(DigestAlgorithm.SHA256, new byte[0])));
    }
}
