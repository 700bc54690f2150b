package io.slipway.cli.output;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --limit}: the maximum number of items in a list. */
public final class LimitOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The maximum number of items. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private int limit;

    /** Returns the number of items; anything but a positive number is wrong usage. */
    public int valid() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, but was " + limit);
        }
        return limit;
    }
}
