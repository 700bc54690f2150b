package io.slipway.function.api;

import io.slipway.aws.Backend;
import io.slipway.core.access.Tokens;
import io.slipway.core.audit.ListEvents;
import io.slipway.core.audit.ListSpaceEvents;
import io.slipway.core.bin.DeleteRepository;
import io.slipway.core.blob.GetSmallBlob;
import io.slipway.core.event.Events;
import io.slipway.core.http.OpenApiDocument;
import io.slipway.core.identity.AddIdentity;
import io.slipway.core.identity.IdentityLogin;
import io.slipway.core.identity.IdentityRules;
import io.slipway.core.identity.ListIdentities;
import io.slipway.core.identity.RemoveIdentity;
import io.slipway.core.manifest.DescribeBlobs;
import io.slipway.core.manifest.DescribeManifests;
import io.slipway.core.manifest.Summaries;
import io.slipway.core.principal.AddPrincipal;
import io.slipway.core.principal.AwsLogin;
import io.slipway.core.principal.ListPrincipals;
import io.slipway.core.principal.PrincipalRules;
import io.slipway.core.principal.RemovePrincipal;
import io.slipway.core.quota.GetQuota;
import io.slipway.core.quota.GetUsage;
import io.slipway.core.quota.ListUsageDays;
import io.slipway.core.quota.PutQuota;
import io.slipway.core.route.Route;
import io.slipway.core.space.ChangeRepository;
import io.slipway.core.space.ChangeSpace;
import io.slipway.core.space.CreateSpace;
import io.slipway.core.space.DeleteSpace;
import io.slipway.core.space.Deletions;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.ListRepositories;
import io.slipway.core.space.ListSpaces;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Spaces;
import io.slipway.core.tag.DescribeTags;
import io.slipway.core.token.CreateToken;
import io.slipway.core.token.ListTokens;
import io.slipway.core.token.RevokeToken;
import io.slipway.core.webhook.CreateWebhook;
import io.slipway.core.webhook.DeleteWebhook;
import io.slipway.core.webhook.ListWebhooks;
import io.slipway.core.webhook.Webhooks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The routes under {@code /api/}. {@code OpenApiTest} compares them with the OpenAPI document. */
public final class ApiRoutes {
    /** The name may contain slashes, plain or as {@code %2F}, which the gateway does not distinguish. */
    private static final String REPOSITORY = "/api/spaces/<space>/repositories/<name>";

    private ApiRoutes() {}

    /** Returns the table of routes. */
    public static List<Route> of(Backend backend) {
        Tokens tokens = backend.forLogins().tokens();
        Spaces spaces = backend.spaces();
        Repositories repositories = backend.repositories();
        Deletions deletions = backend.deletions();
        Clock clock = backend.clock();
        Events events = backend.events();
        Webhooks webhooks = backend.forEvents().webhooks();
        PrincipalRules principals = backend.forLogins().principalRules();
        IdentityRules identities = backend.forLogins().identityRules();
        AwsLogin login = new AwsLogin(principals, tokens, backend.environment().region(), clock);
        List<Route> routes = new ArrayList<>(PackageRoutes.of(backend));
        routes.addAll(List.of(
                Route.open("GET", "/api", new DescribeApi()),
                Route.open("GET", "/api/openapi.json", call -> OpenApiDocument.json()),
                Route.open("GET", "/api/openapi.yaml", call -> OpenApiDocument.yaml()),
                Route.ofApi("POST", "/api/tokens", new CreateToken(tokens, spaces, clock)),
                Route.ofApi("GET", "/api/tokens", new ListTokens(tokens, clock)),
                Route.ofApi("DELETE", "/api/tokens/<id>", new RevokeToken(tokens)),
                Route.open("GET", "/api/login/aws", call -> login.where(call.request())),
                Route.open("POST", "/api/login/aws", login),
                Route.open(
                        "POST",
                        "/api/login/oidc",
                        new IdentityLogin(backend.forLogins().credentialsWithIdentities(), tokens, clock)),
                Route.ofApi("POST", "/api/identities", new AddIdentity(identities, spaces, clock)),
                Route.ofApi("GET", "/api/identities", new ListIdentities(identities)),
                Route.ofApi("DELETE", "/api/identities/<id>", new RemoveIdentity(identities)),
                Route.ofApi("POST", "/api/principals", new AddPrincipal(principals, spaces, clock)),
                Route.ofApi("GET", "/api/principals", new ListPrincipals(principals)),
                Route.ofApi("DELETE", "/api/principals/<id>", new RemovePrincipal(principals)),
                Route.ofApi("POST", "/api/spaces", new CreateSpace(spaces, clock)),
                Route.ofApi("GET", "/api/spaces", new ListSpaces(spaces)),
                Route.ofApi("GET", "/api/spaces/<space>", new DescribeSpace(spaces)),
                Route.ofApi("PATCH", "/api/spaces/<space>", new ChangeSpace(spaces)),
                Route.ofApi(
                        "DELETE",
                        "/api/spaces/<space>",
                        new DeleteSpace(spaces, repositories, deletions, tokens, principals, identities, clock)),
                Route.ofApi("GET", "/api/audit", new ListEvents(events)),
                Route.ofApi("GET", "/api/spaces/<space>/audit", new ListSpaceEvents(spaces, events)),
                Route.ofApi(
                        "POST",
                        "/api/spaces/<space>/webhooks",
                        new CreateWebhook(
                                spaces,
                                webhooks,
                                backend.forEvents().webhookSecret(),
                                backend.forEvents().webhookUrls(),
                                clock)),
                Route.ofApi("GET", "/api/spaces/<space>/usage", new GetUsage(spaces, backend.usage())),
                Route.ofApi("GET", "/api/spaces/<space>/usage/days", new ListUsageDays(spaces, backend.usage(), clock)),
                Route.ofApi("GET", "/api/spaces/<space>/quota", new GetQuota(spaces)),
                Route.ofApi("PUT", "/api/spaces/<space>/quota", new PutQuota(spaces)),
                Route.ofApi("GET", "/api/spaces/<space>/webhooks", new ListWebhooks(spaces, webhooks)),
                Route.ofApi("DELETE", "/api/spaces/<space>/webhooks/<id>", new DeleteWebhook(spaces, webhooks)),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/repositories",
                        new ListRepositories(spaces, repositories, backend.usage())),
                Route.ofApi("GET", "/api/spaces/<space>/tags", new DescribeTags(backend.tags(), repositories)),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/blobs/<digest>",
                        new GetSmallBlob(backend.blobs(backend.blobObjects()), backend.blobBytes(), repositories)),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/manifests",
                        new DescribeManifests(
                                repositories,
                                new Summaries(
                                        backend.manifests(),
                                        backend.blobs(backend.blobObjects()),
                                        backend.blobBytes()))),
                Route.ofApi(
                        "GET",
                        "/api/spaces/<space>/manifests/<digest>/blobs",
                        new DescribeBlobs(backend.manifests(), repositories)),
                Route.ofApi("GET", REPOSITORY, new DescribeRepository(repositories)),
                Route.ofApi("PATCH", REPOSITORY, new ChangeRepository(repositories)),
                Route.ofApi(
                        "DELETE",
                        REPOSITORY,
                        new DeleteRepository(repositories, deletions, backend.repositoryBin(), clock))));
        return List.copyOf(routes);
    }
}
