package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests to one registry with one Slipway token: gets bearer tokens from its token service and renews them, tries again what
 * failed on the way, and follows no redirect by itself, so that the token goes nowhere else.
 */
public final class Session implements AutoCloseable {
    /** The maximum number of attempts of a request that fails temporarily. */
    static final int ATTEMPTS = 4;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryUrl registry;
    private final String token;
    private final HttpClient http;
    private final Map<RepositoryName, Bearer> bearers = new ConcurrentHashMap<>();

    public Session(RegistryUrl registry, String token) {
        this.registry = registry;
        this.token = token;
        // HTTP/2 flow control slows a single large upload down; connections are cheap.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public RegistryUrl registry() {
        return registry;
    }

    /** Sends a request about a repository; the body of the answer is a stream that the caller closes. */
    HttpResponse<InputStream> send(RepositoryName repository, Outgoing request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Bearer bearer = bearer(repository);
                HttpResponse<InputStream> response = exchange(request.build()
                        .setHeader("Authorization", "Bearer " + bearer.value())
                        .build());
                if (response.statusCode() == 401 && attempt < ATTEMPTS) {
                    response.body().close();
                    bearers.remove(repository, bearer);
                } else if (passing(response.statusCode()) && attempt < ATTEMPTS) {
                    response.body().close();
                    pause(attempt);
                } else {
                    return response;
                }
            } catch (ClientException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new ClientException(0, registry.host() + " does not answer: " + e.getMessage());
                }
                pause(attempt);
            }
        }
    }

    /** Sends a request to an address that needs no token, such as a presigned one. */
    HttpResponse<InputStream> sendBare(HttpRequest request) throws IOException {
        return exchange(request);
    }

    /** Returns the message of the registry's error. */
    static ClientException failure(String what, HttpResponse<InputStream> response) {
        String reason = "HTTP " + response.statusCode();
        try (InputStream body = response.body()) {
            JsonNode error =
                    JSON.readTree(body.readNBytes(65_536)).path("errors").path(0);
            if (error.has("code")) {
                reason = error.path("code").asText() + ": "
                        + error.path("message").asText();
            }
        } catch (IOException e) {
            // The answer is not one of a registry: its status is all that is known.
        }
        return new ClientException(response.statusCode(), what + ": " + reason);
    }

    private static boolean passing(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private Bearer bearer(RepositoryName repository) throws IOException {
        Bearer known = bearers.get(repository);
        if (known == null || Instant.now().isAfter(known.until())) {
            known = login(repository);
            bearers.put(repository, known);
        }
        return known;
    }

    private Bearer login(RepositoryName repository) throws IOException {
        String scope = "repository:" + repository.familiar() + ":pull,push,delete";
        URI realm =
                registry.resolve("/token?service=slipway&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
        String basic = Base64.getEncoder().encodeToString(("slipway:" + token).getBytes(StandardCharsets.UTF_8));
        HttpResponse<InputStream> response = exchange(HttpRequest.newBuilder(realm)
                .header("Authorization", "Basic " + basic)
                .build());
        if (response.statusCode() != 200) {
            throw failure("cannot log in to " + registry.host(), response);
        }
        try (InputStream body = response.body()) {
            JsonNode answer = JSON.readTree(body);
            Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(300));
            return new Bearer(
                    answer.path("token").asText(), Instant.now().plus(life).minus(RENEW_BEFORE));
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(0, "interrupted");
        }
    }

    private static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(Duration.ofMillis(250L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(0, "interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private record Bearer(String value, Instant until) {}

    /** Builds a request anew for each time that it is sent: a body can be read only once. */
    @FunctionalInterface
    interface Outgoing {
        HttpRequest.Builder build() throws IOException;
    }
}
