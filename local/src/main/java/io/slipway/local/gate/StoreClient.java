package io.slipway.local.gate;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends signed requests unchanged, each in the caller's thread: no redirects, repetitions, decompression or additional headers but those of the
 * connection.
 */
final class StoreClient {
    /** The longest body, in bytes, that is read before the response is returned, so that its connection is free for the next call. */
    private static final int SMALL = 16 * 1024;

    private static final int MAX_CONNECTIONS = 10_000;

    /** S3's emulator closes a connection that is idle for 30 seconds, also if a request is just being sent, which is not repeated. */
    private static final TimeValue REUSED_FOR = TimeValue.ofSeconds(15);

    private static final HttpClient HTTP = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(MAX_CONNECTIONS)
                    .setMaxConnPerRoute(MAX_CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(
                    RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
            .setKeepAliveStrategy((response, context) -> REUSED_FOR)
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableDefaultUserAgent()
            .disableRedirectHandling()
            .build();

    private final URI server;
    private final HttpHost host;

    StoreClient(URI server) {
        this.server = server;
        this.host = HttpHost.create(server);
    }

    /**
     * Makes a call.
     *
     * @param target the path and the query
     * @param headers all headers except the length of the body
     * @param length the length of the body; empty for none
     */
    AwsAnswer call(String method, String target, Map<String, String> headers, InputStream body, OptionalLong length)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, server);
        // A URI would be normalized, and then not match the signature.
        request.setPath(target);
        headers.forEach(request::setHeader);
        if (length.isPresent()) {
            request.setEntity(
                    new EntityTemplate(length.getAsLong(), null, null, out -> send(body, length.getAsLong(), out)));
        }
        ClassicHttpResponse response = HTTP.executeOpen(host, request, null);
        try {
            return new AwsAnswer(response.getCode(), headers(response), content(request, response));
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private static void send(InputStream body, long length, OutputStream out) throws IOException {
        long sent = body.transferTo(out);
        if (sent != length) {
            throw new IOException("the body must have " + length + " bytes, but has " + sent);
        }
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(header.getName().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + "," + b);
        }
        return headers;
    }

    private static InputStream content(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            response.close();
            return InputStream.nullInputStream();
        }
        InputStream content = entity.getContent();
        if (entity.getContentLength() >= 0 && entity.getContentLength() <= SMALL) {
            return new ByteArrayInputStream(content.readAllBytes());
        }
        return new FilterInputStream(content) {
            // Ends the connection if the body was not read to its end: closing the content would read the rest.
            @Override
            public void close() {
                request.cancel();
            }
        };
    }
}
