package io.slipway.function.push;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Caller;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.route.Route;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes that write, on emulated AWS, for a client with all rights to the repositories that it uses. */
final class PushLab extends RegistryClient implements AutoCloseable {
    final CallCounter calls = new CallCounter();
    final Backend backend;
    private final EmulatedAccount account;
    private final PushRoutes routes;

    PushLab(Path folder) {
        this(folder, Map.of());
    }

    /** Creates a lab with additional environment variables. */
    PushLab(Path folder, Map<String, String> more) {
        account = EmulatedAccount.start(folder);
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.putAll(more);
        Environment environment = new Environment(variables);
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        routes = new PushRoutes(backend);
    }

    @Override
    protected String bearer(Caller caller) {
        return backend.forLogins().bearerIssuer().issue(caller);
    }

    @Override
    protected Response handle(Request request) {
        return routes.router().handle(request);
    }

    /** Returns the table of routes. */
    List<Route> routes() {
        return routes.routes();
    }

    @Override
    public void close() {
        account.close();
    }
}
