package io.slipway.function.push;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes that write, on emulated AWS, for a client that may do everything to the repositories that it names. */
final class PushLab implements AutoCloseable {
    final CallCounter calls = new CallCounter();
    final Backend backend;
    private final EmulatedAccount account;
    private final PushRoutes routes;

    PushLab(Path folder) {
        this(folder, Map.of());
    }

    /** With more variables than those of the account. */
    PushLab(Path folder, Map<String, String> more) {
        account = EmulatedAccount.start(folder);
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.putAll(more);
        Environment environment = new Environment(variables);
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        routes = new PushRoutes(backend);
    }

    /** Sends a request about this repository; an empty content type is none. */
    Response send(String repository, String method, String address, byte[] body, String contentType) {
        RepositoryName name = RepositoryName.parse(repository);
        Access all = new Access(name, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        Caller caller =
                new Caller("test", List.of(all), List.of(), Set.of(name.space().value()));
        return send(caller, method, address, body, contentType);
    }

    /** Sends a request of this caller. */
    Response send(Caller caller, String method, String address, byte[] body, String contentType) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + backend.bearerIssuer().issue(caller));
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        int question = address.indexOf('?');
        return routes.router()
                .handle(new Request(
                        method,
                        question < 0 ? address : address.substring(0, question),
                        Query.parse(question < 0 ? "" : address.substring(question + 1)),
                        headers,
                        body,
                        ""));
    }

    /** The table of routes. */
    List<Route> routes() {
        return routes.routes();
    }

    Response send(String repository, String method, String address) {
        return send(repository, method, address, new byte[0], "");
    }

    /** Pushes a small blob as Docker does: it opens an upload, and sends all of it with the end. */
    Digest pushBlob(String repository, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        String location = send(repository, "POST", "/v2/" + repository + "/blobs/uploads/")
                .headers()
                .getOrDefault("Location", "");
        Response response =
                send(repository, "PUT", location + "&digest=" + digest, content, "application/octet-stream");
        if (response.status() != 201) {
            throw new IllegalStateException("cannot push a blob: " + text(response));
        }
        return digest;
    }

    Response pushManifest(String repository, String reference, String manifest, String contentType) {
        return send(repository, "PUT", "/v2/" + repository + "/manifests/" + reference, bytes(manifest), contentType);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        account.close();
    }
}
