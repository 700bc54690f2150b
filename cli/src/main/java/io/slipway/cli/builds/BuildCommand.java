package io.slipway.cli.builds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.CommandFailure;
import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway build}: asks for the image of a deployment, and prints it. */
@Command(
        name = "build",
        description = "Asks for the image of a deployment, and prints its reference.",
        mixinStandardHelpOptions = true)
public final class BuildCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "ID", description = "The package with the Dockerfile.")
    private String id = "";

    @Option(names = "--version", required = true, paramLabel = "V", description = "Its version.")
    private String version = "";

    @Option(names = "--deployment", required = true, paramLabel = "D", description = "The deployment: deployments-75.")
    private String deployment = "";

    @Option(names = "--environment", required = true, paramLabel = "E", description = "The environment's name.")
    private String environment = "";

    @Option(names = "--tenant", paramLabel = "T", description = "The tenant's name.")
    private @Nullable String tenant;

    @Option(
            names = "--variables",
            paramLabel = "FILE",
            description = "Variables in JSON: an object of names and values, or Octopus's list.")
    private @Nullable Path variables;

    @Option(
            names = "--package",
            paramLabel = "ID=V",
            description = "The version of a package that the SDI refers to. Repeatable.")
    private Map<String, String> packages = new LinkedHashMap<>();

    @Option(names = "--space", paramLabel = "S", description = "The space. Default: ${DEFAULT-VALUE}.")
    private String space = "default";

    @Option(names = "--redeployment", description = "The image may take the place of another with the same tag.")
    private boolean redeployment;

    @Option(names = "--allow-sensitive", description = "Sensitive values may be written into files of the image.")
    private boolean allowSensitive;

    @Option(names = "--wait", description = "Shows the log on standard error, and ends when the build has.")
    private boolean wait;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "What is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private BuildFormat format = BuildFormat.PLAIN;

    @Override
    public Integer call() throws IOException {
        BuildClient client = new BuildClient(connection, space);
        JsonNode build = client.ask(request());
        String number = build.path("id").asText();
        spec.commandLine()
                .getErr()
                .println("slipway: build " + number + " " + build.path("state").asText());
        spec.commandLine().getErr().flush();
        if (wait && build.path("ended").isNull()) {
            client.log(number, true, spec.commandLine().getErr());
            build = client.get(number);
            if (!build.path("state").asText().equals("Succeeded")) {
                throw new CommandFailure(BuildClient.failure(build));
            }
        }
        spec.commandLine().getOut().println(format.print(build));
        return 0;
    }

    private ObjectNode request() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("package", id).put("version", version);
        body.put("deployment", deployment).put("environment", environment);
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        if (variables != null) {
            body.set("variables", read(variables));
        }
        ObjectNode pinned = body.putObject("packages");
        packages.forEach(pinned::put);
        body.put("redeployment", redeployment).put("allowSensitive", allowSensitive);
        return body;
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    file + " is not valid JSON at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
