package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.Patience;
import io.slipway.cli.connection.Unavailable;
import io.slipway.core.http.Query;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accesses the builds of one space through the API. Requests are retried while the registry restarts or fails for some
 * minutes, which is safe, because equal inputs are the same build.
 */
final class BuildClient {
    /** The seconds that the registry waits for more of a log before it responds without more. */
    private static final int LONG_POLL = 20;

    private static final Set<String> GOING_ON = Set.of("Queued", "Running");

    private final Connection connection;
    private final String builds;
    private final Patience patience;

    BuildClient(Connection connection, String space, PrintWriter err) {
        this.connection = connection;
        this.builds = "/api/spaces/" + Query.encode(space) + "/builds";
        this.patience = new Patience(line -> {
            err.println("slipway: " + line);
            err.flush();
        });
    }

    JsonNode ask(JsonNode request) {
        return send("POST", builds, Optional.of(request));
    }

    /**
     * A page of the list.
     *
     * @param parameters the query's parameters; empty ones are omitted
     */
    JsonNode list(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(it -> it.getKey() + "=" + Query.encode(it.getValue()))
                .collect(Collectors.joining("&"));
        return send("GET", builds + "?" + query, Optional.empty());
    }

    JsonNode get(String id) {
        return send("GET", one(id), Optional.empty());
    }

    JsonNode cancel(String id) {
        return send("POST", one(id) + "/cancel", Optional.empty());
    }

    JsonNode diff(String left, String right) {
        return send("GET", one(left) + "/diff/" + Query.encode(right), Optional.empty());
    }

    /** Prints the log, and follows it until the build has ended if requested. */
    void log(String id, boolean follow, PrintWriter out) {
        int last = 0;
        while (true) {
            int after = last;
            JsonNode part = follow
                    ? patience.call(() -> next(id, after))
                    : send("GET", one(id) + "/log?after=" + after, Optional.empty());
            out.print(part.path("text").asText());
            out.flush();
            last = part.path("last").asInt();
            if (!part.path("more").asBoolean() && (!follow || part.path("ended").asBoolean())) {
                return;
            }
        }
    }

    /** Returns the next part of a log. An error is ignored if the build has ended. */
    private JsonNode next(String id, int after) {
        try {
            return connection.call("GET", one(id) + "/log?after=" + after + "&wait=" + LONG_POLL, Optional.empty());
        } catch (Unavailable e) {
            if (goesOn(connection.call("GET", one(id), Optional.empty()))) {
                throw e;
            }
            return JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "text",
                            "slipway: the rest of the log cannot be read: " + e.getMessage() + System.lineSeparator())
                    .put("ended", true);
        }
    }

    static boolean goesOn(JsonNode build) {
        return GOING_ON.contains(build.path("state").asText());
    }

    private String one(String id) {
        return builds + "/" + Query.encode(id);
    }

    private JsonNode send(String method, String path, Optional<JsonNode> body) {
        return patience.call(() -> connection.call(method, path, body));
    }
}
