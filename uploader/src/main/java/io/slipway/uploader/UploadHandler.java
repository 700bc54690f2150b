package io.slipway.uploader;

import io.slipway.aws.Backend;
import io.slipway.core.access.Action;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** From Jetty's requests to the registry's routes: access is checked as in the functions, and the body is read as it comes. */
final class UploadHandler extends Handler.Abstract {
    /**
     * The maximum number of concurrent uploads: each holds up to 37 MiB in memory (two parts of 8 MiB, or one of 32, and what is kept back).
     * More are asked to come again.
     */
    static final int MAX_STREAMS = 8;

    private static final String PATH = "/v2/<name>/blobs/uploads/<session>";

    private final Router router;
    private final Optional<URI> publicUrl;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);

    UploadHandler(Backend backend) {
        Uploads uploads = backend.uploads();
        UploadObjects objects = backend.uploadObjects();
        UploadAnswers answers = backend.uploadAnswers();
        this.router = new Router(
                List.of(
                        Route.of(Set.of("PATCH"), PATH, Action.PUSH, new AppendUpload(uploads, objects, answers)),
                        Route.of(Set.of("PUT"), PATH, Action.PUSH, new FinishUpload(uploads, objects, answers))),
                backend.bearerTokens());
        this.publicUrl = backend.environment().optional("SLIPWAY_PUBLIC_URL").map(URI::create);
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response response, Callback callback)
            throws IOException {
        JettyExchange exchange = new JettyExchange(request, response);
        if (request.getHttpURI().getPath().equals("/health")) {
            exchange.answer(Response.of(200), callback);
            return true;
        }
        if (!streams.tryAcquire()) {
            exchange.answer(Errors.render(busy()), callback);
            return true;
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            exchange.answer(answer(exchange, body), callback);
        } finally {
            streams.release();
        }
        return true;
    }

    private Response answer(JettyExchange exchange, InputStream body) {
        try {
            return router.handle(exchange.toCore(body, publicUrl));
        } catch (RuntimeException e) {
            return exchange.defect(e);
        }
    }

    private static RegistryException busy() {
        return RegistryException.comeAgain("too many uploads run at once; try again", 2);
    }
}
