package io.slipway.cli.output;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --limit}: the largest number of items that a list shows. */
public final class LimitOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many at most, from 1 on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private int limit;

    /** Returns the number of items, if it is one; anything else is wrong use. */
    public int valid() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 on, but was " + limit);
        }
        return limit;
    }
}
