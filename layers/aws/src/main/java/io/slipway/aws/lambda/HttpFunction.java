package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.Overload;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;

/**
 * A function behind the HTTP API: converts events to requests and responses back, logs one line for each, and hides the cause of defects from
 * clients.
 *
 * <p>Before SnapStart takes its snapshot, the function answers a request of its own, so that code is loaded and compiled, and the code of connections
 * is warm.
 */
public abstract class HttpFunction implements RequestStreamHandler {
    private final Function<Request, Response> service;
    private final Optional<URI> publicUrl;
    private final Optional<String> edgeProof;
    private final Optional<String> metrics;

    @SuppressWarnings({"FieldCanBeLocal", "UnusedVariable"}) // the context of CRaC holds its resources weakly
    private final Resource priming;

    /**
     * Creates the function.
     *
     * @param backend the backend, in whose environment {@code SLIPWAY_PUBLIC_URL} may set the registry's URL (by default, the distribution sends
     *     its host), and {@code SLIPWAY_EDGE_PROOF} is the proof that the distribution adds to every request
     * @param service answers the requests
     * @param prime the work to do before a snapshot is taken
     */
    protected HttpFunction(Backend backend, Function<Request, Response> service, Runnable prime) {
        Environment environment = backend.environment();
        this.service = service;
        this.publicUrl = environment.optional("SLIPWAY_PUBLIC_URL").map(URI::create);
        this.edgeProof = environment.optional("SLIPWAY_EDGE_PROOF");
        this.metrics = environment.optional("SLIPWAY_METRICS");
        this.priming = new Priming(() -> {
            backend.createClients();
            prime.run();
        });
        Core.getGlobalContext().register(priming);
    }

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        HttpEvents.write(answer(HttpEvent.read(event), context), answer);
    }

    private Response answer(HttpEvent event, Context context) {
        AccessLog log = new AccessLog(event, context, metrics);
        Response response = answer(event, log);
        log.answered(response);
        return response;
    }

    /** The gateway's own host is for principals who sign their login for it; all others come through the distribution. */
    private boolean isWelcome(HttpEvent event, Request request) {
        return edgeProof.isEmpty()
                || HttpEvents.isProven(event, edgeProof)
                || request.gateway().principal().isPresent();
    }

    private static RegistryException elsewhere() {
        return new RegistryException(ErrorCode.DENIED, "requests must be sent to the registry's own URL");
    }

    private Response answer(HttpEvent event, AccessLog log) {
        try {
            Request request = HttpEvents.request(event, publicUrl, edgeProof);
            return isWelcome(event, request) ? service.apply(request) : Errors.render(elsewhere());
        } catch (RegistryException e) {
            return Errors.render(e);
        } catch (RuntimeException e) {
            log.failed(e);
            return Overload.of(e).map(Errors::render).orElseGet(() -> Errors.renderDefect(log.requestId()));
        }
    }
}
