package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.cli.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

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
    public JsonNode call(String method, String path, Optional<JsonNode> body) throws IOException {
        Answer answer = send(method, path, body);
        if (answer.status() >= 400) {
            throw failure(answer);
        }
        return answer.body();
    }

    /** GET of what may be missing. */
    public Optional<JsonNode> find(String path) throws IOException {
        Answer answer = send("GET", path, Optional.empty());
        if (answer.status() >= 400 && answer.status() != 404) {
            throw failure(answer);
        }
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer.body());
    }

    private record Answer(int status, JsonNode body) {}

    private static CommandFailure failure(Answer answer) {
        String messages = String.join("; ", answer.body().path("errors").findValuesAsText("message"));
        return new CommandFailure(messages.isEmpty() ? "HTTP " + answer.status() : messages);
    }

    private Answer send(String method, String path, Optional<JsonNode> body) throws IOException {
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
            throw new IOException(
                    "nothing answers at " + url + "; start it with './slipway up', or name another with --url", e);
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
