package io.slipway.cli.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.connection.StepwiseDeletion;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway bin}. */
@Command(
        name = "bin",
        description = "Lists and permanently deletes what 'slipway restore' can restore.",
        synopsisSubcommandLabel = "COMMAND")
public final class BinCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Lists deleted tags and images that can be restored: id, image, tags, digest, author, end.")
    int list(@Mixin ConnectionOptions connection, @Mixin OutputOptions output, @Mixin SpaceOption space)
            throws IOException {
        output.list(
                BinEntries.read(connection.connect(), space.path()),
                Column.at("ID", "/id"),
                Column.at("IMAGE", "/image"),
                new Column("TAGS", BinCommand::tags),
                Column.at("DIGEST", "/digest"),
                Column.at("BY", "/by"),
                Column.at("UNTIL", "/until"));
        return 0;
    }

    @Command(name = "delete", description = "Permanently deletes an entry of the bin.")
    int delete(
            @Mixin ConnectionOptions connection,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "ID", description = "The entry's id; see 'slipway bin list'.") String id)
            throws IOException {
        StepwiseDeletion.run(
                connection.connect(),
                space.path() + "/bin/" + Query.encode(id),
                "",
                spec.commandLine().getErr());
        return 0;
    }

    private static String tags(JsonNode entry) {
        return entry.path("tags").valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
    }
}
