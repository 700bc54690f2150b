package io.slipway.features.octostache;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The reason why a token has no result.
 *
 * @param why the reason, for people
 * @param mistake whether the template must be corrected; otherwise a variable is missing
 */
record TokenProblem(String why, boolean mistake) {
    static TokenProblem noVariable(String name) {
        return new TokenProblem("there is no variable " + name, false);
    }

    static TokenProblem noFilter(String name) {
        return new TokenProblem("there is no filter " + name, true);
    }

    static TokenProblem notANumber(String name) {
        return new TokenProblem("the value of " + name + " is not a number", true);
    }

    /**
     * Creates the problem of a filter that rejects its input or an option. The options are quoted unless one of them
     * may be a secret.
     */
    static TokenProblem refused(String filter, List<String> options, boolean sensitive) {
        String quoted = options.stream().map(option -> "'" + option + "'").collect(Collectors.joining(", "));
        String with = options.isEmpty()
                ? ""
                : sensitive
                        ? " with these options"
                        : options.size() == 1 ? " with the option " + quoted : " with the options " + quoted;
        return new TokenProblem("the filter " + filter + " does not accept its input" + with, true);
    }
}
