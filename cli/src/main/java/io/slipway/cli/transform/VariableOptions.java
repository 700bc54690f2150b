package io.slipway.cli.transform;

import io.slipway.cli.CommandFailure;
import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.variables.DeploymentScope;
import io.slipway.features.variables.DeploymentScope.Dimension;
import io.slipway.features.variables.VariableFile;
import io.slipway.features.variables.VariableFileException;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The variables, and for which deployment they are. */
final class VariableOptions {
    @Option(
            names = "--variables",
            required = true,
            paramLabel = "FILE",
            description =
                    "Variables in JSON: an object of names and values, or Octopus's list with Name, Value, IsSensitive, Scope.")
    private Path file = Path.of("");

    @Option(names = "--environment", paramLabel = "NAME", description = "The environment: chooses scoped values.")
    private List<String> environment = new ArrayList<>();

    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant: chooses scoped values.")
    private List<String> tenant = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description = "A role of the target: chooses scoped values. Repeatable.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--channel", paramLabel = "NAME", description = "The channel: chooses scoped values.")
    private List<String> channel = new ArrayList<>();

    @Option(names = "--action", paramLabel = "NAME", description = "The step: chooses scoped values.")
    private List<String> action = new ArrayList<>();

    VariableSet load() {
        DeploymentScope scope = new DeploymentScope()
                .with(Dimension.ENVIRONMENT, environment)
                .with(Dimension.TENANT, tenant)
                .with(Dimension.ROLE, roles)
                .with(Dimension.CHANNEL, channel)
                .with(Dimension.ACTION, action);
        try {
            List<Variable> variables = new ArrayList<>();
            environment.forEach(name -> variables.add(new Variable("Octopus.Environment.Name", name, false)));
            tenant.forEach(name -> variables.add(new Variable("Octopus.Deployment.Tenant.Name", name, false)));
            variables.addAll(VariableFile.read(Files.readString(file), scope));
            return new VariableSet(variables, Clock.system(ZoneId.systemDefault()));
        } catch (VariableFileException e) {
            throw new CommandFailure(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
