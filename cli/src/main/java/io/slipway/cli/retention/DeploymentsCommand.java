package io.slipway.cli.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway deployments}. */
@Command(
        name = "deployments",
        description = "Lists the deployed images, retires deployments, and keeps their images.",
        synopsisSubcommandLabel = "COMMAND")
public final class DeploymentsCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Lists the current image of each application, environment and tenant:"
                    + " deployment, environment, tenant, image, state, end of the lease.")
    int list(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Mixin SpaceOption space,
            @Option(names = "--environment", paramLabel = "NAME", description = "Only this environment.") @Nullable
                    String environment,
            @Option(names = "--all", description = "Includes images that were replaced or retired.") boolean all)
            throws IOException {
        String query = "?all=" + all + (environment == null ? "" : "&environment=" + Query.encode(environment));
        JsonNode found = connection.connect().call("GET", space.path() + "/deployments" + query, Optional.empty());
        output.list(
                found.path("deployments").valueStream().toList(),
                Column.at("DEPLOYMENT", "/id"),
                Column.at("ENVIRONMENT", "/environment"),
                Column.at("TENANT", "/tenant"),
                Column.at("IMAGE", "/image"),
                Column.at("STATE", "/state"),
                Column.at("LEASED UNTIL", "/leasedUntil"));
        return 0;
    }

    @Command(name = "retire", description = "Retires a deployment: the retention rules decide about its images.")
    int retire(
            @Mixin ConnectionOptions connection,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID", description = "The deployment.") String id)
            throws IOException {
        connection.connect().call("POST", path(space, id) + "/retire", Optional.empty());
        return 0;
    }

    @Command(name = "touch", description = "Keeps the images of a deployment for a time from now.")
    int touch(
            @Mixin ConnectionOptions connection,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID", description = "The deployment.") String id,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            required = true,
                            description = "A number of hours or days, such as 36h or 30d.")
                    String time)
            throws IOException {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("for", time);
        JsonNode lease = connection.connect().call("POST", path(space, id) + "/lease", Optional.of(body));
        spec.commandLine()
                .getErr()
                .println("slipway: the images of " + id + " stay until "
                        + lease.path("leasedUntil").asText());
        return 0;
    }

    private static String path(SpaceOption space, String id) {
        return space.path() + "/deployments/" + Query.encode(id);
    }
}
