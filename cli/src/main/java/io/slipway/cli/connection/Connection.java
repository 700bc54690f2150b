package io.slipway.cli.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * A registry, and the token that a command speaks to it with.
 *
 * @param url the registry's address
 * @param token the token
 */
public record Connection(URI url, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Sends a request to the API; any answer but a success is an error that says what the registry said. */
    public JsonNode call(String method, String path, Optional<JsonNode> body) {
        Answer answer = send(method, path, body);
        if (answer.status() >= 400) {
            throw failure(answer);
        }
        return answer.body();
    }

    /** GET of what may be missing. */
    public Optional<JsonNode> find(String path) {
        Answer answer = send("GET", path, Optional.empty());
        if (answer.status() >= 400 && answer.status() != 404) {
            throw failure(answer);
        }
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer.body());
    }

    /** The address of a registry, from what somebody wrote. */
    public static URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below, together with what has another scheme
        }
        throw new CommandFailure(
                "the address of a registry is such as https://registry.example.com, which is not: " + text);
    }

    private record Answer(int status, JsonNode body) {}

    private CommandFailure failure(Answer answer) {
        if (answer.status() == 401) {
            return new CommandFailure(
                    "the registry at " + url + " does not take the token, which is wrong, revoked or expired;"
                            + " give another in SLIPWAY_TOKEN, or by 'slipway login " + url + "'");
        }
        String messages = String.join("; ", answer.body().path("errors").findValuesAsText("message"));
        return new CommandFailure(messages.isEmpty() ? "HTTP " + answer.status() : messages);
    }

    private Answer send(String method, String path, Optional<JsonNode> body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), answer);
        } catch (ConnectException e) {
            throw new CommandFailure(
                    "nothing answers at " + url + "; start it with './slipway up', or name another with --url");
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(url + " does not answer within " + TIMEOUT.toSeconds() + " seconds; try again");
        } catch (SSLException e) {
            throw new CommandFailure("no secure connection to " + url + ": " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new CommandFailure("what answers at " + url + " is no registry of Slipway; name another with --url");
        } catch (IOException e) {
            throw new CommandFailure("the connection to " + url + " broke: " + e.getMessage() + "; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    /** Never the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
