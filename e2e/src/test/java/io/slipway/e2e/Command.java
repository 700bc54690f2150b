package io.slipway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code slipway} command, connected to a cloud as its administrator.
 *
 * @param cloud the cloud
 * @param folder the working folder
 */
record Command(Cloud cloud, Path folder) {

    /** Runs the command, and returns its standard output; a failure fails the test with all its output. */
    String run(String... arguments) {
        return tool().run(connected(arguments));
    }

    /** Runs the command, whatever its result. */
    Tool.Result attempt(String... arguments) {
        return tool().attempt("", connected(arguments));
    }

    /**
     * Requests a build, whatever its result.
     *
     * @param variables the file with the variables
     */
    Tool.Result build(
            String sdi, String version, String deployment, String environment, String variables, String... more) {
        List<String> arguments = new ArrayList<>(List.of("build", sdi, "--version", version));
        arguments.addAll(List.of("--deployment", deployment, "--environment", environment, "--variables", variables));
        arguments.addAll(List.of(more));
        return attempt(arguments.toArray(String[]::new));
    }

    private Tool tool() {
        return new Tool(Cloud.root().resolve("slipway").toAbsolutePath(), folder);
    }

    private String[] connected(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", cloud.url().toString(), "--token", cloud.adminToken()));
        return all.toArray(String[]::new);
    }
}
