package io.slipway.uploader;

import io.slipway.aws.Backend;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.core.upload.AppendUpload;
import io.slipway.core.upload.FinishUpload;
import io.slipway.core.upload.UploadAnswers;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Passes Jetty's requests to the registry's routes. Access is checked as in the functions, and the body is read as it arrives. */
final class UploadHandler extends Handler.Abstract {
    /** The maximum memory of an upload: two parts of 8 MiB, or one of 32, and the retained bytes. */
    static final long STREAM_MEMORY = 37L * 1024 * 1024;

    /** The maximum number of concurrent uploads, on a heap that is large enough. Further ones get 429 with Retry-After. */
    static final int MAX_STREAMS = 40;

    /** The number of concurrent uploads on the smallest heap. */
    static final int MIN_STREAMS = 8;

    /** The share of the heap that uploads may use, in percent. */
    private static final int HEAP_PERCENT = 60;

    private static final String PROOF = "x-slipway-edge";

    private static final String PATH = "/v2/<name>/blobs/uploads/<session>";

    private final Router router;
    private final Optional<URI> publicUrl;
    private final Optional<String> edgeProof;
    private final int places = places(Runtime.getRuntime().maxMemory());
    private final Semaphore streams = new Semaphore(places);

    private final UploadLog log;

    UploadHandler(Backend backend, UploadLog log) {
        this.log = log;
        Uploads uploads = backend.uploads();
        UploadObjects objects = backend.uploadObjects();
        UploadAnswers answers = backend.uploadAnswers();
        this.router = new Router(
                List.of(
                        Route.of(Set.of("PATCH"), PATH, Action.PUSH, new AppendUpload(uploads, objects, answers)),
                        Route.of(Set.of("PUT"), PATH, Action.PUSH, new FinishUpload(uploads, objects, answers))),
                backend.forLogins().registryLogin());
        this.publicUrl = backend.environment().optional("SLIPWAY_PUBLIC_URL").map(URI::create);
        this.edgeProof = backend.environment().optional("SLIPWAY_EDGE_PROOF");
    }

    /** Returns the maximum number of concurrent uploads for a heap of this size. */
    static int places(long heap) {
        return Math.clamp(heap / 100 * HEAP_PERCENT / STREAM_MEMORY, MIN_STREAMS, MAX_STREAMS);
    }

    /** Returns the number of running uploads. */
    int open() {
        return places - streams.availablePermits();
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response response, Callback callback)
            throws IOException {
        JettyExchange exchange = new JettyExchange(request, response);
        if (request.getHttpURI().getPath().equals("/health")) {
            exchange.answer(Response.of(200), callback);
            return true;
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            // The load balancer can be reached from elsewhere in the network, too.
            if (edgeProof.isPresent()
                    && !edgeProof.get().equals(request.getHeaders().get(PROOF))) {
                exchange.refuse(Errors.render(elsewhere()), body, callback);
            } else if (!streams.tryAcquire()) {
                exchange.refuse(Errors.render(busy()), body, callback);
            } else {
                receive(exchange, body, callback);
            }
        }
        return true;
    }

    private void receive(JettyExchange exchange, InputStream body, Callback callback) {
        long start = System.nanoTime();
        Response answer;
        try {
            answer = answer(exchange, body);
        } finally {
            streams.release();
        }
        log.answered(exchange.request(), answer.status(), Duration.ofNanos(System.nanoTime() - start));
        if (answer.status() >= 400) {
            exchange.refuse(answer, body, callback);
        } else {
            exchange.answer(answer, callback);
        }
    }

    private Response answer(JettyExchange exchange, InputStream body) {
        try {
            return router.handle(exchange.toCore(body, publicUrl, edgeProof.isPresent()));
        } catch (RuntimeException e) {
            return exchange.defect(e);
        }
    }

    private static RegistryException elsewhere() {
        return new RegistryException(ErrorCode.DENIED, "uploads must be sent to the registry's own URL");
    }

    private static RegistryException busy() {
        return RegistryException.retryAfter("too many uploads are running; try again later", 2);
    }
}
