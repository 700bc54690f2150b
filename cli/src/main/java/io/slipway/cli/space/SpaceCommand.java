package io.slipway.cli.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.ConnectionOptions;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway space}: makes, lists and deletes spaces. */
@Command(
        name = "space",
        description = "Makes, lists and deletes spaces.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SpaceCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "create", description = "Makes a space.", mixinStandardHelpOptions = true)
    int create(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--sparse", description = "Manifests may name blobs that their repository does not have.")
                    boolean sparse)
            throws IOException {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("sparse", sparse);
        connection.connect().call("POST", "/api/spaces", Optional.of(body));
        return 0;
    }

    @Command(name = "list", description = "Lists the spaces.", mixinStandardHelpOptions = true)
    int list(@Mixin ConnectionOptions connection) throws IOException {
        for (JsonNode space : connection
                .connect()
                .call("GET", "/api/spaces", Optional.empty())
                .path("spaces")) {
            spec.commandLine().getOut().println(space.path("name").asText());
        }
        return 0;
    }

    @Command(name = "delete", description = "Deletes a space that has no repository.", mixinStandardHelpOptions = true)
    int delete(@Mixin ConnectionOptions connection, @Parameters(paramLabel = "NAME") String name) throws IOException {
        connection.connect().call("DELETE", "/api/spaces/" + name, Optional.empty());
        return 0;
    }
}
