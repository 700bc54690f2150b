package io.slipway.uploader;

import io.slipway.aws.Overload;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Gateway;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;

/** Converts a request of Jetty to one of the registry, and the registry's response back. */
record JettyExchange(org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response) {
    /** The maximum time for which a refused body is still read. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final String VIEWER = "x-slipway-viewer";

    /**
     * Converts the request.
     *
     * @param body its body, read as it arrives
     * @param publicUrl the registry's URL, which no client's header overrides
     * @param proven whether the distribution sent the request, so that its header has the client's address
     */
    Request toCore(InputStream body, Optional<URI> publicUrl, boolean proven) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a + "," + b);
        }
        headers.remove("host");
        headers.remove("x-forwarded-host");
        publicUrl.ifPresent(url -> {
            headers.put("x-forwarded-proto", url.getScheme());
            headers.put("x-forwarded-host", url.getAuthority());
        });
        String query = request.getHttpURI().getQuery();
        try {
            return new Request(
                    request.getMethod(),
                    request.getHttpURI().getDecodedPath(),
                    Query.parse(query == null ? "" : query),
                    headers,
                    Body.of(body, length()),
                    proven && headers.containsKey(VIEWER)
                            ? headers.get(VIEWER)
                            : org.eclipse.jetty.server.Request.getRemoteAddr(request),
                    Gateway.NONE);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    ErrorCode.UNSUPPORTED, 400, "the query string must be percent-encoded, but has broken escapes");
        }
    }

    private OptionalLong length() {
        return request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                ? OptionalLong.of(request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH))
                : OptionalLong.empty();
    }

    void answer(Response answer, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /**
     * Refuses a request, and discards the bytes that the client still sends for a limited time, because a client does
     * not receive a response on a connection that is closed while it sends.
     */
    void refuse(Response answer, InputStream body, Callback callback) {
        Callback.Completable written = new Callback.Completable();
        answer(answer, written);
        try {
            written.join();
            // With Expect: 100-continue, the client may wait for the response before it sends the body.
            if (!request.getHeaders().contains(HttpHeader.EXPECT)) {
                discard(body);
            }
            callback.succeeded();
        } catch (CompletionException | IOException e) {
            callback.failed(e);
        }
    }

    private static void discard(InputStream body) throws IOException {
        byte[] bytes = new byte[64 * 1024];
        long end = System.nanoTime() + LINGER.toNanos();
        int read = 0;
        while (read >= 0 && System.nanoTime() - end < 0) {
            read = body.read(bytes);
        }
    }

    /** Renders a registry error; any other failure is logged under an id that the client receives. */
    Response defect(RuntimeException e) {
        if (e instanceof RegistryException error) {
            return Errors.render(error);
        }
        String id = UUID.randomUUID().toString();
        boolean clientGone = e instanceof UncheckedIOException;
        LogLine line = clientGone ? LogLine.info() : LogLine.error();
        System.err.println(line.with("requestId", id)
                .with("path", request.getHttpURI().getPath())
                .with(
                        "error",
                        clientGone
                                ? "the client closed the connection"
                                : e.getClass().getName() + " at " + place(e)));
        return Overload.of(e).map(Errors::render).orElseGet(() -> Errors.renderDefect(id));
    }

    private static String place(RuntimeException e) {
        return e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].toString();
    }
}
