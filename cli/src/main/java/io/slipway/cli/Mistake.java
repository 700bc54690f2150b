package io.slipway.cli;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors about arguments, rephrased if picocli's message is hard to read, and points to the help. */
final class Mistake {
    private static final Pattern ENUM = Pattern.compile(
            "Invalid value for (?:option '([^']*)'|positional parameter at index \\S+ \\(([^)]*)\\)).*: expected one of \\[(.*)]"
                    + " \\(case-insensitive\\) but was '(.*)'");

    private Mistake() {}

    static String text(ParameterException exception) {
        return reason(exception) + ". See '"
                + command(exception).getCommandSpec().qualifiedName() + " --help'.";
    }

    private static String reason(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().getFirst();
            if (exception.getCommandLine().getSubcommands().isEmpty()) {
                return "Unexpected argument: '" + first + "'";
            }
            List<String> similar = unmatched.getSuggestions();
            return "There is no command '" + first + "'"
                    + (similar.isEmpty() ? "" : "; perhaps " + String.join(" or ", similar));
        }
        String message = Objects.toString(exception.getMessage(), "").replaceFirst("^Error: ", "");
        Matcher matcher = ENUM.matcher(message);
        return matcher.matches()
                ? name(matcher) + " must be one of " + matcher.group(3).toLowerCase(Locale.ROOT) + ", but was "
                        + matcher.group(4)
                : message;
    }

    private static @Nullable String name(Matcher matcher) {
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** Returns the command that was meant: one that is a method of another command is only known by its class. */
    private static CommandLine command(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        ParseResult parsed = command.getParseResult();
        while (parsed != null && parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
            command = parsed.commandSpec().commandLine();
        }
        return command;
    }
}
