package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import java.io.PrintWriter;

/** Waits for a build, and shows its log. If the wait is interrupted, a message says that the build continues, and how to follow it. */
final class BuildWait {
    private final BuildClient client;
    private final String space;
    private final PrintWriter err;

    BuildWait(BuildClient client, String space, PrintWriter err) {
        this.client = client;
        this.space = space;
        this.err = err;
    }

    /** Returns the build when it has succeeded; throws if it ends otherwise. */
    JsonNode success(JsonNode build) {
        JsonNode ended = BuildClient.goesOn(build) ? end(build.path("id").asText()) : build;
        if (!ended.path("state").asText().equals("Succeeded")) {
            throw new CommandFailure(failure(ended));
        }
        return ended;
    }

    private JsonNode end(String id) {
        Thread interrupted = new Thread(() -> {
            err.println("slipway: " + goesOn(id));
            err.flush();
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            client.log(id, true, err);
            return client.get(id);
        } catch (CommandFailure e) {
            throw new CommandFailure(e.getMessage() + "; " + goesOn(id));
        } finally {
            remove(interrupted);
        }
    }

    private String goesOn(String id) {
        String where = space.equals("default") ? "" : " --space " + space;
        return "the build " + id + " continues: './slipway build wait " + id + where
                + "' waits for it, './slipway cancel " + id + where + "' cancels it";
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is exiting: the hook prints the message.
        }
    }

    /** Returns a build's failure on one line. */
    private static String failure(JsonNode build) {
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
