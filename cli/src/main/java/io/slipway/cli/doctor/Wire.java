package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;

/** Sends HTTP requests without following redirects or retrying, because checks examine each response. */
final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    /** The maximum length of a response that is read into memory, in bytes. */
    private static final int MAX_BODY = 8 * 1024 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** A response with the beginning of its body. */
    @SuppressWarnings("ArrayRecordComponent") // Responses are never compared.
    record Answer(int status, HttpHeaders headers, byte[] body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Returns the body as JSON; a missing node for any other body. */
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                return MissingNode.getInstance();
            }
        }

        /** Returns the status, with an error's message. */
        String summary() {
            JsonNode error = json().path("errors").path(0);
            String message = error.path("message").asText();
            return "HTTP " + status + (message.isEmpty() ? "" : " (" + message + ")");
        }
    }

    /** The length and digest of a body. */
    record Measured(int status, HttpHeaders headers, long length, Digest digest) {}

    Answer send(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response = exchange(request);
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), response.headers(), body.readNBytes(MAX_BODY));
        }
    }

    /** Reads a body of any length to its end. */
    Measured measure(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response = exchange(request);
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        long length = 0;
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                hash.update(buffer, 0, read);
                length += read;
            }
        }
        return new Measured(
                response.statusCode(),
                response.headers(),
                length,
                Digest.ofHash(DigestAlgorithm.SHA256, hash.digest()));
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder builder) throws IOException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            // A URL's query may contain a ticket or a signature.
            URI uri = request.uri();
            throw new IOException(
                    request.method() + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getPath() + ": "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
