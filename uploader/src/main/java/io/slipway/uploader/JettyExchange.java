package io.slipway.uploader;

import io.slipway.aws.Overload;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.LogLine;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Gateway;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;

/** A request of Jetty's in the words of the domain, and the way back. */
record JettyExchange(org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response) {

    /**
     * Converts the request.
     *
     * @param body its body, read as it arrives
     * @param publicUrl the registry's address, which no header of a client replaces
     */
    Request toCore(InputStream body, Optional<URI> publicUrl) {
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
                    org.eclipse.jetty.server.Request.getRemoteAddr(request),
                    Gateway.NONE);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(ErrorCode.UNSUPPORTED, 400, "the query string has broken escapes");
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

    /** Renders a registry error; logs any other cause under an id that the client receives. */
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
                        clientGone ? "the client went away" : e.getClass().getName() + " at " + place(e)));
        return Overload.of(e).map(Errors::render).orElseGet(() -> Errors.renderDefect(id));
    }

    private static String place(RuntimeException e) {
        return e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].toString();
    }
}
