package io.slipway.local.front;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Passes requests to the handler of the stream lane's server, in their own thread and without a connection. The handler reads bodies as they arrive. */
final class StreamOrigin {
    /** Headers that concern a single connection. */
    private static final Set<String> OF_CONNECTION = Set.of("expect", "connection", "keep-alive", "transfer-encoding");

    private final Handler handler;
    private final String scheme;

    StreamOrigin(Handler handler, String scheme) {
        this.handler = handler;
        this.scheme = scheme;
    }

    /**
     * Sends a request.
     *
     * @param exchange the request as the distribution sends it
     * @param viewed the viewer's request, whose body it has
     * @param response the response to the viewer, which stays as it is
     */
    Answer send(Exchange exchange, Request viewed, Response response) throws IOException {
        ForwardedRequest request = new ForwardedRequest(viewed, exchange, scheme);
        BufferedResponse buffered = new BufferedResponse(request, response);
        Callback.Completable done = new Callback.Completable();
        try {
            if (!handler.handle(request, buffered, done)) {
                throw new IOException("the stream lane must handle all requests, but did not handle this one");
            }
            done.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return buffered.answer();
    }

    /** A request with the headers and the address that the distribution sends. */
    private static final class ForwardedRequest extends Request.Wrapper {
        private final HttpFields headers;
        private final HttpURI uri;

        ForwardedRequest(Request viewed, Exchange exchange, String scheme) {
            super(viewed);
            HttpFields.Mutable all = HttpFields.build();
            exchange.headers().forEach((name, value) -> {
                if (!OF_CONNECTION.contains(name)) {
                    all.put(name, value);
                }
            });
            all.put("x-forwarded-proto", scheme);
            this.headers = all.asImmutable();
            this.uri = HttpURI.build(
                    viewed.getHttpURI(), exchange.path(), null, exchange.query().isEmpty() ? null : exchange.query());
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        /** Leaves the rest of a body that the handler does not read to the front, whose connection to the viewer must not end with it. */
        @Override
        public void fail(Throwable failure) {}
    }

    /** Keeps a response in memory, because an edge function may change it before the viewer gets it. The uploader's responses are short. */
    private static final class BufferedResponse extends Response.Wrapper {
        private final HttpFields.Mutable headers = HttpFields.build();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status = HttpStatus.OK_200;

        BufferedResponse(Request request, Response response) {
            super(request, response);
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setStatus(int code) {
            status = code;
        }

        @Override
        public HttpFields.Mutable getHeaders() {
            return headers;
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            body.writeBytes(BufferUtil.toArray(bytes));
            callback.succeeded();
        }

        Answer answer() {
            Map<String, String> named = new LinkedHashMap<>();
            headers.forEach(field ->
                    named.merge(field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a + "," + b));
            named.keySet().removeAll(OF_CONNECTION);
            named.put("content-length", Integer.toString(body.size()));
            return Answer.of(status, named, body.toByteArray());
        }
    }
}
