package io.slipway.core.memory;

import io.slipway.core.access.Action;
import io.slipway.core.bin.BinRestoration;
import io.slipway.core.bin.DeleteManifest;
import io.slipway.core.bin.DeleteRepository;
import io.slipway.core.bin.Discards;
import io.slipway.core.bin.EmptyBinEntry;
import io.slipway.core.bin.ListBin;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.bin.RestoreBinEntry;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.DeleteBlob;
import io.slipway.core.blob.GetBlob;
import io.slipway.core.blob.MountBlob;
import io.slipway.core.catalog.ListCatalog;
import io.slipway.core.contract.RegistryPorts;
import io.slipway.core.identity.AddIdentity;
import io.slipway.core.identity.ListIdentities;
import io.slipway.core.identity.RemoveIdentity;
import io.slipway.core.manifest.GetManifest;
import io.slipway.core.manifest.PutManifest;
import io.slipway.core.principal.AddPrincipal;
import io.slipway.core.principal.ListPrincipals;
import io.slipway.core.principal.RemovePrincipal;
import io.slipway.core.referrer.ListReferrers;
import io.slipway.core.route.Operation;
import io.slipway.core.route.Route;
import io.slipway.core.space.ChangeRepository;
import io.slipway.core.space.ChangeSpace;
import io.slipway.core.space.CreateSpace;
import io.slipway.core.space.DeleteSpace;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.ListRepositories;
import io.slipway.core.space.ListSpaces;
import io.slipway.core.space.PushEntry;
import io.slipway.core.tag.ListTags;
import io.slipway.core.token.CreateToken;
import io.slipway.core.token.ListTokens;
import io.slipway.core.token.RevokeToken;
import io.slipway.core.upload.AppendUpload;
import io.slipway.core.upload.CancelUpload;
import io.slipway.core.upload.FinishUpload;
import io.slipway.core.upload.InlineBody;
import io.slipway.core.upload.StartUpload;
import io.slipway.core.upload.UploadAnswers;
import io.slipway.core.upload.UploadStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The operations of the registry at their routes. */
final class RegistryRoutes {
    private static final String TICKET_KEY = "ticket-key-of-a-registry-in-memory-0123456789abcdef";
    private static final String REPOSITORY = "/api/spaces/<space>/repositories/<name>";
    private static final String ENTRY = "/api/spaces/<space>/bin/<id>";
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private RegistryRoutes() {}

    /** Returns all routes under {@code /v2/}. */
    static List<Route> of(RegistryPorts ports, boolean createsSpaces) {
        Blobs blobs = new Blobs(ports.blobLinks(), ports.blobObjects(), ports.clock());
        UploadAnswers answers = new UploadAnswers(() -> TICKET_KEY, () -> Stream.of(TICKET_KEY), ports.clock());
        FinishUpload finish = new FinishUpload(ports.uploads(), ports.uploadObjects(), answers);
        PushEntry entry = new PushEntry(ports.spaces(), ports.usages(), createsSpaces, ports.clock());
        StartUpload start = new StartUpload(new MountBlob(blobs, ports.blobLinks()), finish, answers, entry);
        return List.of(
                route("POST", "blobs/uploads/?", Action.PUSH, InlineBody.limited(start)),
                route(
                        "PATCH",
                        "blobs/uploads/<session>",
                        Action.PUSH,
                        InlineBody.limited(new AppendUpload(ports.uploads(), ports.uploadObjects(), answers))),
                route("PUT", "blobs/uploads/<session>", Action.PUSH, InlineBody.limited(finish)),
                route(
                        "DELETE",
                        "blobs/uploads/<session>",
                        Action.PUSH,
                        new CancelUpload(ports.uploads(), ports.uploadObjects(), answers)),
                Route.of(
                        READ,
                        "/v2/<name>/blobs/uploads/<session>",
                        Action.PUSH,
                        new UploadStatus(ports.uploads(), ports.uploadObjects(), answers)),
                route(
                        "PUT",
                        "manifests/<reference>",
                        Action.PUSH,
                        new PutManifest(ports.manifests(), blobs, entry, (repository, manifest, found) -> {})),
                route(
                        "DELETE",
                        "manifests/<reference>",
                        Action.DELETE,
                        new DeleteManifest(new Discards(ports.bin(), ports.clock()))),
                route("DELETE", "blobs/<digest>", Action.DELETE, new DeleteBlob(ports.blobLinks(), blobs)),
                Route.of(
                        READ,
                        "/v2/<name>/blobs/<digest>",
                        Action.PULL,
                        new GetBlob(blobs, ports.blobObjects(), ports.spaces())),
                Route.of(
                        READ,
                        "/v2/<name>/manifests/<reference>",
                        Action.PULL,
                        new GetManifest(ports.manifests(), ports.spaces(), ports.clock())),
                Route.of(
                        READ,
                        "/v2/<name>/tags/list",
                        Action.PULL,
                        new ListTags(ports.tags(), ports.repositories(), ports.spaces())),
                Route.of(READ, "/v2/<name>/referrers/<digest>", Action.PULL, new ListReferrers(ports.referrers())),
                Route.ofCatalog(READ, "/v2/_catalog", new ListCatalog(ports.repositories(), ports.spaces())));
    }

    private static Route route(String method, String path, Action action, Operation operation) {
        return Route.of(Set.of(method), "/v2/<name>/" + path, action, operation);
    }

    private static BinRestoration restoration(RegistryPorts ports) {
        return new BinRestoration(ports.bin(), ports.binContents(), ports.clock());
    }

    static RepositoryBin repositoryBin(RegistryPorts ports) {
        return new RepositoryBin(
                ports.binnedRepositories(), ports.bin(), restoration(ports), ports.deletions(), ports.clock());
    }

    /** Returns the registry's routes under {@code /api/}. */
    static List<Route> api(RegistryPorts ports) {
        RepositoryBin bin = repositoryBin(ports);
        return List.of(
                Route.ofApi("POST", "/api/tokens", new CreateToken(ports.tokens(), ports.spaces(), ports.clock())),
                Route.ofApi("GET", "/api/tokens", new ListTokens(ports.tokens(), ports.clock())),
                Route.ofApi("DELETE", "/api/tokens/<id>", new RevokeToken(ports.tokens())),
                Route.ofApi(
                        "POST",
                        "/api/principals",
                        new AddPrincipal(ports.principalRules(), ports.spaces(), ports.clock())),
                Route.ofApi("GET", "/api/principals", new ListPrincipals(ports.principalRules())),
                Route.ofApi("DELETE", "/api/principals/<id>", new RemovePrincipal(ports.principalRules())),
                Route.ofApi(
                        "POST",
                        "/api/identities",
                        new AddIdentity(ports.identityRules(), ports.spaces(), ports.clock())),
                Route.ofApi("GET", "/api/identities", new ListIdentities(ports.identityRules())),
                Route.ofApi("DELETE", "/api/identities/<id>", new RemoveIdentity(ports.identityRules())),
                Route.ofApi("POST", "/api/spaces", new CreateSpace(ports.spaces(), ports.clock())),
                Route.ofApi("GET", "/api/spaces", new ListSpaces(ports.spaces())),
                Route.ofApi("GET", "/api/spaces/<space>", new DescribeSpace(ports.spaces())),
                Route.ofApi("PATCH", "/api/spaces/<space>", new ChangeSpace(ports.spaces())),
                Route.ofApi(
                        "DELETE",
                        "/api/spaces/<space>",
                        new DeleteSpace(
                                ports.spaces(),
                                ports.repositories(),
                                ports.deletions(),
                                ports.tokens(),
                                ports.principalRules(),
                                ports.identityRules(),
                                ports.clock())),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/repositories",
                        new ListRepositories(ports.spaces(), ports.repositories(), ports.usages())),
                Route.ofApi("GET", REPOSITORY, new DescribeRepository(ports.repositories())),
                Route.ofApi("PATCH", REPOSITORY, new ChangeRepository(ports.repositories())),
                Route.ofApi(
                        "DELETE",
                        REPOSITORY,
                        new DeleteRepository(ports.repositories(), ports.deletions(), bin, ports.clock())),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/bin",
                        new ListBin(ports.spaces(), ports.bin(), ports.binContents(), ports.clock())),
                Route.ofApi(
                        "POST",
                        ENTRY + "/restore",
                        new RestoreBinEntry(ports.bin(), restoration(ports), bin, ports.clock())),
                Route.ofApi("DELETE", ENTRY, new EmptyBinEntry(ports.bin(), bin, ports.clock())));
    }
}
