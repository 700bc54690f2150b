package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one registry: logs in as its challenge requires, renews bearer tokens, retries transient
 * failures, and does not follow redirects, so that no token is sent elsewhere.
 */
public final class Session implements AutoCloseable {
    /** The maximum number of attempts of a request that fails temporarily. */
    static final int ATTEMPTS = 4;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryUrl registry;
    private final Optional<RegistryCredentials> credentials;
    private final String actions;
    private final HttpClient http;
    private final Map<List<String>, Authorization> authorizations = new ConcurrentHashMap<>();
    private @Nullable LoginChallenge challenge;

    private Session(
            RegistryUrl registry,
            Optional<RegistryCredentials> credentials,
            String actions,
            @Nullable LoginChallenge challenge) {
        this.registry = registry;
        this.credentials = credentials;
        this.actions = actions;
        this.challenge = challenge;
        // HTTP/2 flow control slows a single large upload down; connections are cheap.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(LazyTrust.context())
                .build();
    }

    /** Reads and writes a Slipway registry. The token is sent only to that registry's own token service, regardless of the challenge. */
    public Session(RegistryUrl registry, String token) {
        this(
                registry,
                Optional.of(new RegistryCredentials("slipway", token)),
                "pull,push,delete",
                new LoginChallenge.Bearer(registry.resolve("/token"), "slipway"));
    }

    /** Reads any registry, anonymously if there are no credentials. */
    public static Session reading(RegistryUrl registry, Optional<RegistryCredentials> credentials) {
        return new Session(registry, credentials, "pull", null);
    }

    public RegistryUrl registry() {
        return registry;
    }

    /** Sends a request about a repository; the caller must close the body of the response. */
    HttpResponse<InputStream> send(RemoteRepository repository, Outgoing request) throws IOException {
        return send(List.of(repository), request);
    }

    /** Sends a request about several repositories, such as a mount from one into another. */
    HttpResponse<InputStream> send(List<RemoteRepository> repositories, Outgoing request) throws IOException {
        return sendFor(
                repositories.stream()
                        .map(repository -> "repository:" + repository + ":" + actions)
                        .toList(),
                request);
    }

    /** Sends a request about the list of repositories, which has its own scope (Docker's "Token Scope Documentation"). */
    HttpResponse<InputStream> sendForCatalog(Outgoing request) throws IOException {
        return sendFor(List.of("registry:catalog:*"), request);
    }

    private HttpResponse<InputStream> sendFor(List<String> scopes, Outgoing request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Authorization authorization = authorization(scopes);
                HttpRequest.Builder built = request.build();
                authorization.header().ifPresent(value -> built.setHeader("Authorization", value));
                HttpResponse<InputStream> response = exchange(built.build());
                if (response.statusCode() == 401 && attempt < ATTEMPTS) {
                    response.body().close();
                    authorizations.remove(scopes, authorization);
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

    /** Sends a request without a token, for example to a presigned URL. */
    HttpResponse<InputStream> sendBare(HttpRequest request) throws IOException {
        return exchange(request);
    }

    /** Returns an exception with the registry's error. */
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
            // The response is not a registry's error, so only its status is known.
        }
        return new ClientException(response.statusCode(), what + ": " + reason);
    }

    private static boolean passing(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** Returns the authorization for these scopes; synchronized, so that concurrent pushes of blobs share one login. */
    private synchronized Authorization authorization(List<String> scopes) throws IOException {
        Authorization known = authorizations.get(scopes);
        if (known == null || Instant.now().isAfter(known.until())) {
            known = switch (challenge()) {
                case LoginChallenge.None() -> Authorization.always(Optional.empty());
                case LoginChallenge.Basic() ->
                    Authorization.always(Optional.of(credentials
                            .orElseThrow(() -> new ClientException(401, registry.host() + " needs a login"))
                            .basic()));
                case LoginChallenge.Bearer bearer -> login(bearer, scopes);
            };
            authorizations.put(scopes, known);
        }
        return known;
    }

    /** Returns the login that the registry requires; requested once (distribution specification, "Determining Support"). */
    private LoginChallenge challenge() throws IOException {
        if (challenge == null) {
            HttpResponse<InputStream> response =
                    exchange(HttpRequest.newBuilder(registry.resolve("/v2/")).build());
            response.body().close();
            challenge = switch (response.statusCode()) {
                case 200 -> new LoginChallenge.None();
                case 401 ->
                    checked(LoginChallenge.read(response.headers().allValues("WWW-Authenticate"))
                            .orElseThrow(() -> new ClientException(
                                    401,
                                    registry.host()
                                            + " must accept Basic or Bearer logins, but requires another kind")));
                default ->
                    throw new ClientException(
                            response.statusCode(),
                            registry.host() + " must be a registry, but GET /v2/ returned HTTP "
                                    + response.statusCode());
            };
        }
        return challenge;
    }

    /** Refuses a token service over HTTP for a registry over HTTPS, because the credentials would be sent in the clear. */
    private LoginChallenge checked(LoginChallenge found) throws ClientException {
        if (found instanceof LoginChallenge.Bearer(URI realm, String _)
                && !"https".equals(realm.getScheme())
                && !registry.base().getScheme().equals(realm.getScheme())) {
            throw new ClientException(401, registry.host() + " must use a token service with TLS, but uses " + realm);
        }
        return found;
    }

    private Authorization login(LoginChallenge.Bearer bearer, List<String> scopes) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(bearer.token(scopes));
        credentials.ifPresent(it -> request.header("Authorization", it.basic()));
        HttpResponse<InputStream> response = exchange(request.build());
        if (response.statusCode() != 200) {
            throw failure("cannot log in to " + registry.host(), response);
        }
        try (InputStream body = response.body()) {
            JsonNode answer = JSON.readTree(body.readNBytes(MAX_ANSWER));
            String token =
                    answer.path("token").asText(answer.path("access_token").asText());
            // The specification's default is 60 s.
            Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60));
            Duration used =
                    life.compareTo(RENEW_BEFORE.multipliedBy(2)) > 0 ? life.minus(RENEW_BEFORE) : life.dividedBy(2);
            return new Authorization(
                    Optional.of("Bearer " + token), Instant.now().plus(used));
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

    /** The value of the header, and the time until which it is used. */
    private record Authorization(Optional<String> header, Instant until) {
        static Authorization always(Optional<String> header) {
            return new Authorization(header, Instant.MAX);
        }
    }

    /** Builds a new request for each attempt, because a body can be read only once. */
    @FunctionalInterface
    interface Outgoing {
        HttpRequest.Builder build() throws IOException;
    }
}
