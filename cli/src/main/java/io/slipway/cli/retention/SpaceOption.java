package io.slipway.cli.retention;

import io.slipway.core.http.Query;
import picocli.CommandLine.Option;

/** The option {@code --space}. */
public final class SpaceOption {
    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description = "The space. Default: ${DEFAULT-VALUE}.",
            defaultValue = "default")
    private String space = "default";

    /** Returns the path of the space in the API. */
    String path() {
        return "/api/spaces/" + Query.encode(space);
    }
}
