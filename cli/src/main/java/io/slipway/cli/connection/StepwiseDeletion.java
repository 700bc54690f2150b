package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Deletes a container with its content: each request to the API removes a part and reports whether more remains. */
public final class StepwiseDeletion {
    private StepwiseDeletion() {}

    /**
     * Repeats the deletion until nothing is left, and reports its progress.
     *
     * @param path the path to delete
     * @param confirm its name; empty if no confirmation is needed
     */
    public static void run(Connection connection, String path, String confirm, PrintWriter err) throws IOException {
        String address = confirm.isEmpty()
                ? path
                : path + (path.contains("?") ? "&" : "?") + "confirm="
                        + URLEncoder.encode(confirm, StandardCharsets.UTF_8);
        long removed = 0;
        while (true) {
            JsonNode answer = connection.call("DELETE", address, Optional.empty());
            if (!answer.has("removed")) {
                return;
            }
            removed += answer.path("removed").asLong();
            err.println("slipway: " + removed + " items removed so far; continuing");
            err.flush();
        }
    }
}
