package io.slipway.cli.variables;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.ChosenVariables;
import io.slipway.features.variables.DeploymentScope;
import io.slipway.features.variables.MissingValuesException;
import io.slipway.features.variables.VariableFile;
import io.slipway.features.variables.VariableFileException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for variables. */
public final class VariableOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--variables",
            paramLabel = "FILE",
            description =
                    "Variables: names and values in JSON, YAML, .env or properties, or Octopus's list or variable set with"
                            + " scopes. '-' is standard input. Repeatable: among equally scoped values, the later file wins.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A variable's value, which overrides all files. Repeatable.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--set-sensitive",
            paramLabel = "NAME[=@FILE]",
            description = "A variable whose secret value is read from standard input or FILE, without the line break."
                    + " Repeatable.")
    private List<String> sensitive = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "Makes the environment variable NAME available as #{env:NAME}. Repeatable.")
    private List<String> environment = new ArrayList<>();

    /** Returns whether any variable is given. */
    public boolean given() {
        return !files.isEmpty() || !set.isEmpty() || !sensitive.isEmpty() || !environment.isEmpty();
    }

    /** Returns the variables that apply. Warnings are written to standard error. */
    public List<Variable> load(DeploymentScope scope) {
        Inputs inputs = new Inputs();
        List<Variable> fixed = new ArrayList<>();
        environment.forEach(name -> fixed.add(ofEnvironment(name)));
        set.forEach(pair -> fixed.add(plain(pair)));
        sensitive.forEach(name -> fixed.add(secret(name, inputs)));
        try {
            List<VariableFile> read = new ArrayList<>();
            for (String file : files) {
                read.add(VariableFile.read(file.equals(Inputs.STANDARD) ? "standard input" : file, inputs.read(file)));
            }
            ChosenVariables chosen = ChosenVariables.of(read, fixed, scope);
            warn(chosen.warnings());
            return chosen.variables();
        } catch (MissingValuesException e) {
            throw new CommandFailure(
                    e.getMessage() + "; provide it in a later --variables file or with --set-sensitive "
                            + e.names().getFirst());
        } catch (VariableFileException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private void warn(List<String> warnings) {
        PrintWriter err = spec.commandLine().getErr();
        warnings.forEach(warning -> err.println("slipway: warning: " + warning));
        err.flush();
    }

    private Variable ofEnvironment(String name) {
        String value = Optional.ofNullable(System.getenv(name))
                .orElseThrow(() ->
                        new CommandFailure("the environment variable " + name + " of --env must be set, but is not"));
        return new Variable("env:" + name, value, false);
    }

    private Variable plain(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new ParameterException(spec.commandLine(), "--set must be NAME=VALUE");
        }
        return new Variable(pair.substring(0, equals), pair.substring(equals + 1), false);
    }

    /** Reads a secret, never from the command line, which every user can see in the list of processes. */
    private Variable secret(String text, Inputs inputs) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String source = equals < 0 ? Inputs.STANDARD : text.substring(equals + 1);
        boolean file = source.startsWith("@");
        if (name.isEmpty() || !(file || source.equals(Inputs.STANDARD))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--set-sensitive must be NAME, whose value is read from standard input, or NAME=@FILE: other users can read"
                            + " command lines");
        }
        return new Variable(name, inputs.secret(file ? source.substring(1) : source), true);
    }
}
