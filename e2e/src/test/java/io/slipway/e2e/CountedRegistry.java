package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.function.pull.PullRoutes;
import io.slipway.function.push.PushRoutes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The routes for pushes and pulls in this process, with a client of the repository {@code app}; an interceptor
 * observes each call of AWS.
 */
final class CountedRegistry implements AutoCloseable {
    static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private final EmulatedAccount account;
    private final Router router;
    private final String bearer;
    final Backend backend;

    CountedRegistry(Path folder, ExecutionInterceptor calls) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        List<Route> routes = new ArrayList<>(new PushRoutes(backend).routes());
        routes.addAll(new PullRoutes(backend).routes());
        router = new Router(routes, backend.forLogins().registryLogin());
        Access all = new Access(RepositoryName.parse("app"), Set.of(Action.PULL, Action.PUSH));
        bearer = backend.forLogins()
                .bearerIssuer()
                .issue(new Caller("test", List.of(all), List.of(), Set.of("default")));
    }

    Response send(String method, String address, byte[] body) {
        return router.handle(RegistryClient.request(
                method, address, Map.of("authorization", "Bearer " + bearer, "content-type", TYPE), body));
    }

    Response send(String method, String address) {
        return send(method, address, new byte[0]);
    }

    boolean exists(Digest digest) {
        return send("HEAD", "/v2/app/blobs/" + digest).status() == 307;
    }

    Digest put(byte[] content) {
        Digest digest = digest(content);
        assertThat(send("PUT", begin() + "&digest=" + digest, content).status()).isEqualTo(201);
        return digest;
    }

    Digest patch(byte[] content) {
        String location = location(send("PATCH", begin(), content));
        Digest digest = digest(content);
        assertThat(send("PUT", location + "&digest=" + digest).status()).isEqualTo(201);
        return digest;
    }

    boolean mount(Digest digest) {
        return send("POST", "/v2/app/blobs/uploads/?mount=" + digest + "&from=app")
                        .status()
                == 201;
    }

    void manifest(byte[] manifest) {
        assertThat(send("PUT", "/v2/app/manifests/latest", manifest).status()).isEqualTo(201);
    }

    private String begin() {
        return location(send("POST", "/v2/app/blobs/uploads/"));
    }

    private static String location(Response response) {
        return response.headers().getOrDefault("Location", "");
    }

    static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        account.close();
    }
}
