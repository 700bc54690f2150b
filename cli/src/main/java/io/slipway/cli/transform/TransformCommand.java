package io.slipway.cli.transform;

import io.slipway.cli.CommandFailure;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.run.Configuration;
import io.slipway.features.run.Edit;
import io.slipway.features.run.FileFeatures;
import io.slipway.features.run.Limits;
import io.slipway.features.run.Plan;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Runs the file features on a folder. Standard output gets the names of the changed files, or with {@code --dry-run} the diff. */
@Command(
        name = "transform",
        mixinStandardHelpOptions = true,
        description = {
            "Run the file features on a folder.",
            "",
            "Which features run on which files is told by Octopus's action variables in the variables file, or by options. "
                    + "All files change or none does."
        })
public final class TransformCommand implements Callable<Integer> {
    /** What stands for a sensitive value where it must not be shown. */
    private static final String MASK = "********";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FOLDER", description = "The folder whose files are changed.")
    private Path folder = Path.of("");

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @ArgGroup
    private @Nullable Destination destination;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also tell every replacement and note.")
    private boolean verbose;

    /** What happens to the changes; without either the folder is changed. */
    static final class Destination {
        @Option(
                names = "--output",
                paramLabel = "DIR",
                description = "Leave the folder alone and make a changed copy here; it must not exist or be empty.")
        private @Nullable Path output;

        @Option(
                names = "--dry-run",
                description =
                        "Change nothing; print what would change as a unified diff, with sensitive values masked.")
        private boolean dryRun;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "No such folder: " + folder);
        }
        VariableSet loaded = variables.load();
        Configuration configuration = features.on(Configuration.of(loaded));
        if (configuration.features().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nothing to do: no feature is on. Name files with --substitute, --structured, --automatic-transforms or "
                            + "--configuration-variables, or set Octopus.Action.EnabledFeatures in the variables");
        }
        try {
            Plan plan = plan(loaded, configuration);
            tell(plan.report());
            if (plan.report().failed()) {
                return ExitCode.SOFTWARE;
            }
            deliver(plan, loaded, configuration);
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailure("Nothing was changed: " + e.getMessage() + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private Plan plan(VariableSet variables, Configuration configuration) throws IOException {
        return FileFeatures.plan(folder, configuration, variables, Limits.DEFAULT);
    }

    private void deliver(Plan plan, VariableSet loaded, Configuration configuration) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (destination != null && destination.dryRun) {
            // The diff is of a run that never knew the sensitive values, so no trick of a template can print them.
            Plan shown = plan(loaded.masked(MASK), configuration);
            DiffPrinter printer =
                    new DiffPrinter(out, spec.commandLine().getColorScheme().ansi());
            shown.edits().forEach(printer::print);
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
        err.println(plan.edits().size() + " files "
                + (destination != null && destination.dryRun ? "would change" : "changed") + ", "
                + plan.report().changes().size() + " replacements");
        err.flush();
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
            err.println("slipway: nothing was changed. Mend the error above and run it again.");
        }
        err.flush();
    }
}
