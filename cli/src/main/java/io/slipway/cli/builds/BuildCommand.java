package io.slipway.cli.builds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.DeploymentTargetJson;
import io.slipway.cli.variables.ScopeOptions;
import io.slipway.cli.variables.VariableOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway build}: requests the image of a deployment, and prints its reference. */
@Command(
        name = "build",
        description = {
            "Requests the image of a deployment, waits for it, and prints its reference.",
            "",
            "The log goes to standard error. Requests are retried for up to 5 minutes while the registry restarts or fails. Ctrl-C "
                    + "stops the wait, not the build."
        },
        exitCodeList = {
            "0:The image exists.",
            "1:Failure; the last line of standard error is the reason.",
            "2:Wrong usage.",
            "130:Ctrl-C ended the wait; the build continues."
        },
        customSynopsis = {
            "slipway build [OPTIONS] --version=V --deployment=D --environment=E ID",
            "       slipway build show|wait [OPTIONS] BUILD"
        },
        subcommands = {ShowCommand.class, WaitCommand.class})
public final class BuildCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions options = new BuildOptions();

    // Required options are checked when this command runs, because its subcommands do not need them.
    @Parameters(paramLabel = "ID", arity = "0..1", description = "The package with the Dockerfile.")
    private String id = "";

    @Option(names = "--version", paramLabel = "V", description = "The package's version.")
    private String version = "";

    @Option(names = "--deployment", paramLabel = "D", description = "The deployment, such as deployments-75.")
    private String deployment = "";

    @Option(names = "--environment", paramLabel = "E", description = "The environment: its name, or its id in Octopus.")
    private String environment = "";

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(
            names = "--package",
            paramLabel = "ID=V",
            description = "The version of a package that the SDI refers to. Repeatable.")
    private Map<String, String> packages = new LinkedHashMap<>();

    @Option(names = "--redeployment", description = "Lets the image replace another with the same tag.")
    private boolean redeployment;

    @Option(names = "--allow-sensitive", description = "Allows sensitive values to be written into files of the image.")
    private boolean allowSensitive;

    @Option(names = "--no-wait", description = "Prints the future reference of the image without waiting for it.")
    private boolean noWait;

    @Option(names = "--wait", hidden = true, description = "The default.")
    @SuppressWarnings("UnusedVariable")
    private boolean wait;

    @Option(names = "--format", paramLabel = "FORMAT", description = BuildFormat.DESCRIPTION)
    private BuildFormat format = BuildFormat.PLAIN;

    @Override
    public Integer call() throws IOException {
        checkRequired();
        BuildClient client = options.client();
        JsonNode build = client.ask(request());
        options.say(
                "build " + build.path("id").asText() + " " + build.path("state").asText());
        JsonNode shown = noWait ? build : options.waiting(client).success(build);
        spec.commandLine().getOut().println(format.print(shown));
        return 0;
    }

    private void checkRequired() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("ID", id);
        given.put("--version=V", version);
        given.put("--deployment=D", deployment);
        given.put("--environment=E", environment);
        List<String> missing = given.entrySet().stream()
                .filter(it -> it.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing: " + String.join(", ", missing));
        }
    }

    private ObjectNode request() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("package", id).put("version", version);
        body.put("deployment", deployment).put("environment", environment);
        DeploymentTargetJson.putParts(body, scope);
        if (variables.given()) {
            body.set("variables", RequestParts.variables(variables.load(scope.scope(environment))));
        }
        ObjectNode pinned = body.putObject("packages");
        packages.forEach(pinned::put);
        body.put("redeployment", redeployment).put("allowSensitive", allowSensitive);
        return body;
    }
}
