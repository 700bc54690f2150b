package io.slipway.cli;

import io.slipway.cli.connection.CommandFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code ./slipway}. Results go to standard output alone, everything else to standard error; the
 * exit code is 0, 1 (failure) or 2 (wrong usage), and an error is one line that ends with the next step.
 */
@Command(
        name = "slipway",
        description = "A container registry, and a builder of environment-specific images.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Slipway.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Success.", "1:Failure; the last line of standard error is the reason.", "2:Wrong usage."})
public final class Slipway implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Prints this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    /** Runs a command and exits with its exit code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine(arguments.length == 0 ? "" : arguments[0]);
        // Other programs read results, such as diffs, as UTF-8, whatever the locale says.
        commandLine.setOut(new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), true));
        System.exit(commandLine.execute(arguments));
    }

    /** Creates the commands, with this program's error handling. */
    public static CommandLine commandLine() {
        return with(Commands.all());
    }

    /** Returns the commands that these arguments need: reading the options of all commands takes longer than most commands run. */
    static CommandLine commandLine(String first) {
        return switch (first) {
            case "--version", "-V" -> with(List.of());
            // Their output covers all commands.
            case "help", "completion" -> commandLine();
            default -> with(Commands.named(first).map(List::<Class<?>>of).orElseGet(Commands::all));
        };
    }

    private static CommandLine with(List<Class<?>> commands) {
        CommandLine commandLine = new CommandLine(new Slipway());
        commands.forEach(commandLine::addSubcommand);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        // "@file" after --set-sensitive names a file with a secret, which must not become arguments that errors quote.
        commandLine.setExpandAtFiles(false);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler(Slipway::wrongUse);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, command));
        return commandLine;
    }

    /** Reports a missing command as wrong usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static int wrongUse(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(error(command, oneLine(Mistake.text(exception))));
        err.flush();
        return ExitCode.USAGE;
    }

    private static int failure(Exception exception, CommandLine command) {
        String message = exception instanceof CommandFailure
                ? exception.getMessage()
                : exception.getClass().getSimpleName() + ": " + exception.getMessage();
        PrintWriter err = command.getErr();
        err.println(error(command, oneLine(message)));
        if (System.getenv("SLIPWAY_DEBUG") != null) {
            exception.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static String error(CommandLine command, String message) {
        return command.getColorScheme().errorText("slipway: " + message).toString();
    }

    private static String oneLine(@Nullable String message) {
        return Objects.toString(message, "no reason is known").strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Returns the version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Slipway.class.getPackage().getImplementationVersion();
            return new String[] {"slipway " + (version == null ? "(development)" : version)};
        }
    }
}
