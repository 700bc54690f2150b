package io.slipway.cli.transform;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.variables.ScopeOptions;
import io.slipway.cli.variables.VariableOptions;
import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.run.Configuration;
import io.slipway.features.run.Edit;
import io.slipway.features.run.FileFeatures;
import io.slipway.features.run.Limits;
import io.slipway.features.run.Masking;
import io.slipway.features.run.Plan;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the file features on a folder. Standard output has the names of the changed files, or with {@code --dry-run}
 * the diff.
 */
@Command(
        name = "transform",
        description = {
            "Runs the file features on a folder.",
            "",
            "The features and their files are chosen by Octopus's action variables in the variables file, or by"
                    + " options. All files change or none does."
        })
public final class TransformCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FOLDER", description = "The folder whose files are changed.")
    private Path folder = Path.of("");

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment: its name, or its id in Octopus. Like the machine, the channel and so on, it"
                    + " chooses scoped values.")
    private @Nullable String environment;

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @ArgGroup
    private @Nullable Destination destination;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also reports every replacement and note.")
    private boolean verbose;

    /** The options for the destination of the changes; by default, the folder is changed. */
    static final class Destination {
        @Option(
                names = "--output",
                paramLabel = "DIR",
                description = "Writes a changed copy here, which must be new or empty, and leaves FOLDER unchanged.")
        private @Nullable Path output;

        @Option(
                names = "--dry-run",
                description =
                        "Changes nothing; prints what would change as a unified diff, with sensitive values masked.")
        private boolean dryRun;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "FOLDER must exist, but " + folder + " does not");
        }
        if (!variables.given()) {
            throw new ParameterException(
                    spec.commandLine(), "No variables: provide a file with --variables, or values with --set");
        }
        List<Variable> all = new ArrayList<>(OptionVariables.of(environment, scope));
        all.addAll(variables.load(scope.scope(environment)));
        VariableSet loaded = new VariableSet(all, Clock.system(ZoneId.systemDefault()));
        Configuration configuration = features.on(Configuration.of(loaded));
        if (configuration.features().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nothing to do: no feature is on. Choose files with --substitute, --structured,"
                            + " --automatic-transforms or --configuration-variables, or set Octopus.Action.EnabledFeatures"
                            + " in the variables");
        }
        try {
            Plan plan = FileFeatures.plan(folder, configuration, loaded, Limits.DEFAULT);
            tell(plan.report());
            if (plan.report().failed()) {
                return ExitCode.SOFTWARE;
            }
            deliver(plan, loaded);
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailure("Nothing was changed: " + e.getMessage() + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private void deliver(Plan plan, VariableSet loaded) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (destination != null && destination.dryRun) {
            DiffPrinter printer =
                    new DiffPrinter(out, spec.commandLine().getColorScheme().ansi(), plan.masking(Masking.MASK));
            plan.edits().forEach(printer::print);
        } else {
            if (destination != null && destination.output != null) {
                plan.copyTo(destination.output);
            } else {
                plan.write();
            }
            plan.edits().stream().map(Edit::file).forEach(out::println);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println(counted(plan.edits().size(), "file")
                + (destination != null && destination.dryRun ? " would change, " : " changed, ")
                + counted(plan.report().changes().size(), "replacement")
                + unresolved(plan.report().unresolved()));
        tellUnused(loaded.unused(), err);
        err.flush();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private String unresolved(int count) {
        return count == 0
                ? ""
                : ", " + counted(count, "token") + " unchanged"
                        + (verbose ? "" : (count == 1 ? " (-v shows it)" : " (-v lists them)"));
    }

    private void tellUnused(List<String> names, PrintWriter err) {
        if (!names.isEmpty()) {
            err.println(names.size() + (names.size() == 1 ? " variable was" : " variables were") + " not used"
                    + (verbose ? ": " + String.join(", ", names) : "; -v lists them"));
        }
    }

    private void tell(Report report) {
        PrintWriter err = spec.commandLine().getErr();
        if (verbose) {
            report.changes()
                    .forEach(change -> err.println(change.file() + ": "
                            + change.feature().title() + ": " + change.name() + " at " + change.place()));
        }
        for (Finding finding : report.findings()) {
            String style = switch (finding.severity()) {
                case ERROR -> "bold,red";
                case WARNING -> "yellow";
                case NOTE -> "faint";
            };
            if (verbose || finding.severity() != Severity.NOTE) {
                Ansi ansi = spec.commandLine().getColorScheme().ansi();
                err.println(
                        ansi.enabled()
                                ? Ansi.Style.on(Ansi.Style.parse(style)) + finding.toString() + Ansi.Style.reset.on()
                                : finding.toString());
            }
        }
        if (report.failed()) {
            err.println("slipway: nothing was changed. Fix the "
                    + (report.findings(Severity.ERROR).size() == 1 ? "error" : "errors") + " above and run it again.");
        }
        err.flush();
    }
}
