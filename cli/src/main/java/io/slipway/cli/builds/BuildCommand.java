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

/** {@code slipway build}: asks for the image of a deployment, and prints it. */
@Command(
        name = "build",
        description = {
            "Asks for the image of a deployment, waits for it, and prints its reference.",
            "",
            "The log is shown on standard error. A registry that restarts or fails is asked again for up to 5 minutes. Ctrl-C ends "
                    + "the waiting, and not the build."
        },
        exitCodeList = {
            "0:The image is there.",
            "1:It failed; the last line of standard error says why.",
            "2:Wrong use.",
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

    // The subcommands do not need it: required options are checked when this command runs.
    @Parameters(paramLabel = "ID", arity = "0..1", description = "The package with the Dockerfile.")
    private String id = "";

    @Option(names = "--version", paramLabel = "V", description = "Its version.")
    private String version = "";

    @Option(names = "--deployment", paramLabel = "D", description = "The deployment: deployments-75.")
    private String deployment = "";

    @Option(
            names = "--environment",
            paramLabel = "E",
            description = "The environment, by its name or its id in Octopus.")
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

    @Option(names = "--redeployment", description = "The image may take the place of another with the same tag.")
    private boolean redeployment;

    @Option(names = "--allow-sensitive", description = "Sensitive values may be written into files of the image.")
    private boolean allowSensitive;

    @Option(
            names = "--no-wait",
            description = "Prints the reference that the image will have, and does not wait for it.")
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
