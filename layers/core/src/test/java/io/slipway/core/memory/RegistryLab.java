package io.slipway.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Granting;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Router;
import io.slipway.core.space.RepositoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry in memory behind its routes, and the clients that tests of its rules need. */
public final class RegistryLab extends RegistryClient {
    /** The token of the administrator. */
    public static final String ADMIN_TOKEN = "administrator-of-a-registry-in-memory-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The ports behind the routes. */
    public final MemoryRegistry ports = new MemoryRegistry();

    private final BearerIssuer issuer = new BearerIssuer(ports.signingKeys(), ports.clock());
    private final Credentials credentials = new Credentials(ports.tokens(), () -> ADMIN_TOKEN, ports.clock());
    private final Router registry;
    private final Router api;

    public RegistryLab() {
        this(false);
    }

    /**
     * @param createsSpaces whether an administrator's push creates a space
     */
    public RegistryLab(boolean createsSpaces) {
        registry = new Router(
                RegistryRoutes.of(ports, createsSpaces),
                new RegistryLogin(
                        new BearerTokens(ports.verifyingKeys(), ports.clock()),
                        credentials,
                        new Granting(ports.publicRepositories()),
                        ports.clock()));
        api = new Router(RegistryRoutes.api(ports), credentials);
    }

    /** Puts repositories into the bin, and restores them. */
    public RepositoryBin repositoryBin() {
        return RegistryRoutes.repositoryBin(ports);
    }

    public MovingClock clock() {
        return ports.clock();
    }

    public Credentials credentials() {
        return credentials;
    }

    @Override
    protected String bearer(Caller caller) {
        return issuer.issue(caller);
    }

    @Override
    protected Response handle(Request request) {
        return registry.handle(request);
    }

    /** Sends a request of the administrator to the API. */
    public JsonNode api(String method, String address, String body, int expected) {
        return api(ADMIN_TOKEN, method, address, body, expected);
    }

    /** Sends a request with this token to the API. */
    public JsonNode api(String token, String method, String address, String body, int expected) {
        Response response =
                api.handle(request(method, address, Map.of("authorization", "Bearer " + token), bytes(body)));
        assertThat(response.status())
                .as(method + " " + address + ": " + text(response))
                .isEqualTo(expected);
        try {
            return JSON.readTree(response.body().length == 0 ? bytes("{}") : response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the state of a repository, as a push sees it. */
    public RepositoryState see(RepositoryName repository) {
        return ports.manifests().view(repository, Optional.empty(), List.of()).repository();
    }

    /** Stores a manifest without a check of its contents if its repository has this state; returns whether it was stored. */
    public boolean store(RepositoryName repository, String tag, RepositoryState seen) {
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        return ports.manifests()
                .push(new ManifestPush(
                        repository, digest(tag), manifest, bytes(tag), List.of(new Tag(tag)), seen, "test"))
                .stored();
    }

    /** Stores a manifest without a check of its contents. */
    public void store(String repository, String tag) {
        RepositoryName name = RepositoryName.parse(repository);
        assertThat(store(name, tag, see(name))).isTrue();
    }

    public boolean hasTag(String repository, String tag) {
        return ports.manifests()
                .resolve(RepositoryName.parse(repository), new Tag(tag))
                .isPresent();
    }

    public static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, bytes(text));
    }
}
