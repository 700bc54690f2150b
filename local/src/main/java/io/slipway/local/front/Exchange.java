package io.slipway.local.front;

import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A client's request.
 *
 * @param method the method
 * @param path the path as the client sent it, with its escapes
 * @param query the query string as the client sent it
 * @param headers the headers by lower-case name, repeated ones joined by commas
 * @param body the body
 * @param length its length, if the client announces one
 * @param address the client's address
 */
record Exchange(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        InputStream body,
        OptionalLong length,
        String address) {

    /** Headers that HTTP/2 does not have (RFC 9113, section 8.2.2). */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    static Exchange of(Request request) {
        Map<String, String> headers = headers(request.getHeaders());
        // The connector only accepts HTTP/1.1; this is for careless clients.
        headers.putIfAbsent("host", request.getHttpURI().getAuthority());
        String query = request.getHttpURI().getQuery();
        boolean known = request.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
        return new Exchange(
                request.getMethod(),
                request.getHttpURI().getPath(),
                query == null ? "" : query,
                headers,
                Content.Source.asInputStream(request),
                known
                        ? OptionalLong.of(request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH))
                        : OptionalLong.empty(),
                Request.getRemoteAddr(request));
    }

    /**
     * Returns the headers of an HTTP/2 request, which most viewers send to CloudFront: without connection headers, and
     * without one for a body of unknown length.
     */
    static Map<String, String> headers(Iterable<HttpField> fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : fields) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (!OF_CONNECTION.contains(name)) {
                headers.merge(name, field.getValue() == null ? "" : field.getValue(), (a, b) -> a + "," + b);
            }
        }
        return headers;
    }

    /** Returns this request with these headers added or replaced. */
    Exchange with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Exchange(method, path, query, all, body, length, address);
    }

    /** Returns whether the path and the query can be sent unchanged to another server. */
    boolean isUri() {
        try {
            new URI("http://origin" + path + "?" + query);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns the size of the request line and the headers in bytes. */
    int headSize() {
        int size = method.length() + path.length() + query.length() + 12;
        for (var header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().getBytes(StandardCharsets.UTF_8).length + 4;
        }
        return size;
    }
}
