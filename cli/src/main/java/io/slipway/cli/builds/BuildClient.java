package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** The builds of one space, by the API. */
final class BuildClient {
    /** How long one waits between two looks at a log or a state. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Connection connection;
    private final String builds;

    BuildClient(ConnectionOptions options, String space) throws IOException {
        this.connection = options.connect();
        this.builds = "/api/spaces/" + space + "/builds";
    }

    JsonNode ask(JsonNode request) throws IOException {
        return connection.call("POST", builds, Optional.of(request));
    }

    JsonNode list(int limit) throws IOException {
        return connection.call("GET", builds + "?limit=" + limit, Optional.empty());
    }

    JsonNode get(String id) throws IOException {
        return connection.call("GET", builds + "/" + id, Optional.empty());
    }

    JsonNode cancel(String id) throws IOException {
        return connection.call("POST", builds + "/" + id + "/cancel", Optional.empty());
    }

    JsonNode diff(String left, String right) throws IOException {
        return connection.call("GET", builds + "/" + left + "/diff/" + right, Optional.empty());
    }

    /** Prints the log; where it is followed, until the build has ended. */
    void log(String id, boolean follow, PrintWriter out) throws IOException {
        int last = 0;
        while (true) {
            JsonNode part = connection.call("GET", builds + "/" + id + "/log?after=" + last, Optional.empty());
            out.print(part.path("text").asText());
            out.flush();
            last = part.path("last").asInt();
            boolean more = part.path("more").asBoolean();
            if (!more && (!follow || part.path("ended").asBoolean())) {
                return;
            }
            if (!more) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    /** What is wrong with a build that did not succeed, on one line. */
    static String failure(JsonNode build) {
        JsonNode failure = build.path("failure");
        StringBuilder text = new StringBuilder("the build " + build.path("id").asText() + " ended as "
                + build.path("state").asText());
        if (failure.path("stage").isTextual()) {
            text.append(" in stage ").append(failure.path("stage").asText());
        }
        text.append(": ");
        if (failure.path("file").isTextual()) {
            text.append(failure.path("file").asText());
            text.append(
                    failure.path("line").isInt() ? ":" + failure.path("line").asInt() : "");
            text.append(": ");
        }
        return text.append(failure.path("message").asText("no reason is known")).toString();
    }
}
