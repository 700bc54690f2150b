package io.slipway.cli.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * A registry, and the token of a command's requests to it.
 *
 * @param url the registry's URL
 * @param token the token
 * @param urlSource the source of the URL, for messages: {@code --url}
 * @param tokenSource the source of the token
 */
public record Connection(URI url, String token, String urlSource, String tokenSource) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY = 429;
    private static final int DEFECT = 500;

    /** Sends a request to the API; a response other than success causes an error with the registry's message. */
    public JsonNode call(String method, String path, Optional<JsonNode> body) {
        Answer answer = send(method, path, body);
        if (answer.status() >= 400) {
            throw failure(answer);
        }
        return answer.body();
    }

    /** Gets a resource that may be missing. */
    public Optional<JsonNode> find(String path) {
        Answer answer = send("GET", path, Optional.empty());
        if (answer.status() >= 400 && answer.status() != 404) {
            throw failure(answer);
        }
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer.body());
    }

    /** Parses the URL of a registry. */
    public static URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The error below covers this and other schemes.
        }
        throw new CommandFailure("a registry's URL must be like https://registry.example.com, but was " + text);
    }

    private record Answer(int status, Duration retryAfter, JsonNode body) {}

    private CommandFailure failure(Answer answer) {
        if (answer.status() == 401) {
            return new CommandFailure("the registry at " + where() + " rejected the token from " + tokenSource
                    + ", which is wrong, revoked or expired; provide another with --token, in SLIPWAY_TOKEN, or with"
                    + " 'slipway login "
                    + url + "'");
        }
        String messages = String.join("; ", answer.body().path("errors").findValuesAsText("message"));
        String message = messages.isEmpty()
                ? "the registry at " + where() + " responded with HTTP " + answer.status() + "; try again"
                : messages;
        return answer.status() >= DEFECT || answer.status() == TOO_MANY
                ? new Unavailable(message, true, answer.retryAfter())
                : new CommandFailure(message);
    }

    private Answer send(String method, String path, Optional<JsonNode> body) {
        try {
            return answer(ApiExchange.send(
                    method,
                    url.resolve(path),
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                    body.map(JsonNode::toString)));
        } catch (ConnectException | UnknownHostException e) {
            throw unavailable(
                    "no response from " + where() + "; start it with './slipway up', or choose another with --url",
                    false);
        } catch (SocketTimeoutException e) {
            throw unavailable(where() + " does not answer in time; try again", true);
        } catch (SSLException e) {
            throw new CommandFailure("no secure connection to " + where() + ": " + e.getMessage());
        } catch (IOException e) {
            throw unavailable("the connection to " + where() + " broke: " + e.getMessage() + "; try again", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    private Answer answer(ApiExchange response) throws IOException {
        Duration retryAfter = Duration.ofSeconds(response.retryAfter()
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Long::parseLong)
                .orElse(0L));
        try {
            JsonNode body = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
            return new Answer(response.status(), retryAfter, body);
        } catch (JsonProcessingException e) {
            if (response.status() >= DEFECT) {
                // A proxy in front of the registry responds with HTML of its own.
                return new Answer(response.status(), retryAfter, JSON.createObjectNode());
            }
            throw new CommandFailure(
                    "the server at " + where() + " must be a Slipway registry, but is not; choose another with --url");
        }
    }

    private static Unavailable unavailable(String message, boolean answered) {
        return new Unavailable(message, answered, Duration.ZERO);
    }

    private String where() {
        return url + " (from " + urlSource + ")";
    }

    /** Returns the URL, never the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
