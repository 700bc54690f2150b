package io.slipway.function.pull;

import io.slipway.aws.Backend;
import io.slipway.aws.blob.DynamoBlobLinks;
import io.slipway.aws.blob.S3BlobObjects;
import io.slipway.core.access.Action;
import io.slipway.core.blob.DirectPulls;
import io.slipway.core.blob.GetBlob;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.catalog.ListCatalog;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.GetManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.referrer.ListReferrers;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Spaces;
import io.slipway.core.tag.ListTags;
import io.slipway.core.upload.UploadStatus;
import java.util.List;
import java.util.Set;

/** The table of routes that read, in the order of the distribution specification's "Endpoints". */
public final class PullRoutes {
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private final List<Route> routes;
    private final Router router;
    private final DynamoBlobLinks links;
    private final S3BlobObjects objects;
    private final DirectPulls direct;

    public PullRoutes(Backend backend) {
        links = backend.blobLinks();
        direct = backend.directPulls();
        objects = backend.readOnlyBlobObjects().leading(direct);
        Spaces spaces = backend.spaces();
        Repositories repositories = backend.repositories();
        routes = List.of(
                // end-1
                Route.of(READ, "/v2/?", null, call -> Response.of(200, "application/json", new byte[] {'{', '}'})),
                // end-2
                Route.of(
                        READ,
                        "/v2/<name>/blobs/<digest>",
                        Action.PULL,
                        new GetBlob(backend.blobs(objects), objects, spaces)),
                // end-3
                Route.of(
                        READ,
                        "/v2/<name>/manifests/<reference>",
                        Action.PULL,
                        new GetManifest(backend.manifests(), spaces, backend.clock())),
                // end-8
                Route.of(READ, "/v2/<name>/tags/list", Action.PULL, new ListTags(backend.tags(), repositories, spaces)),
                // end-13
                Route.of(
                        READ,
                        "/v2/<name>/blobs/uploads/<session>",
                        Action.PUSH,
                        new UploadStatus(backend.uploads(), backend.uploadObjects(), backend.uploadAnswers())),
                // end-12
                Route.of(READ, "/v2/<name>/referrers/<digest>", Action.PULL, new ListReferrers(backend.referrers())),
                // Docker Registry HTTP API V2, "Catalog"
                Route.ofCatalog(READ, "/v2/_catalog", new ListCatalog(repositories, spaces)));
        router = new Router(routes, backend.forLogins().registryLogin());
    }

    /** Returns the table, for callers that need all routes. */
    public List<Route> routes() {
        return routes;
    }

    Router router() {
        return router;
    }

    /** Warms up the steps of every pull: a read of a link, and the signature of a URL. */
    void prime() {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, new byte[0]);
        links.find(RepositoryName.parse("prime"), digest);
        objects.presignedGet(new StoredBlob("prime", 0), digest);
        direct.covers("127.0.0.1");
    }
}
