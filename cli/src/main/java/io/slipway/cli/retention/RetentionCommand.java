package io.slipway.cli.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway retention}. */
@Command(
        name = "retention",
        description = "Shows, sets, previews and runs the retention rules of a space.",
        synopsisSubcommandLabel = "COMMAND")
public final class RetentionCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "get", description = "Prints the rules as a JSON document.")
    int get(@Mixin ConnectionOptions connection, @Mixin SpaceOption space) throws IOException {
        JsonNode document = connection.connect().call("GET", rules(space), Optional.empty());
        spec.commandLine().getOut().println(document.toPrettyString());
        return 0;
    }

    @Command(name = "set", description = "Replaces the rules.")
    int set(
            @Mixin ConnectionOptions connection,
            @Mixin SpaceOption space,
            @Parameters(paramLabel = "FILE", description = "A JSON document with the rules.") Path file)
            throws IOException {
        connection.connect().call("PUT", rules(space), Optional.of(read(file)));
        return 0;
    }

    @Command(
            name = "preview",
            description =
                    "Lists what a run would delete: repository, tag, digest, rule, reason, push time, last pull, bytes.")
    int preview(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Mixin SpaceOption space,
            @Option(
                            names = "--rules",
                            paramLabel = "FILE",
                            description = "A JSON document with rules to preview. Default: the rules of the space.")
                    @Nullable
                    Path file,
            @Option(names = "--all", description = "Includes what a run would keep.") boolean all)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (file != null) {
            body.set("document", read(file));
        }
        Connection registry = connection.connect();
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        long manifests = 0;
        long tags = 0;
        long bytes = 0;
        do {
            JsonNode page = registry.call(
                    "POST",
                    rules(space) + "/preview?show=" + (all ? "all" : "going")
                            + (after.isEmpty() ? "" : "&after=" + Query.encode(after)),
                    Optional.of(body));
            page.path("items").forEach(items::add);
            manifests += page.path("manifests").asLong();
            tags += page.path("tags").asLong();
            bytes += page.path("bytes").asLong();
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        output.list(
                items,
                Column.at("REPOSITORY", "/repository"),
                Column.at("TAG", "/tag"),
                Column.at("DIGEST", "/digest"),
                new Column("VERDICT", item -> item.path("goes").asBoolean() ? "goes" : "stays"),
                Column.at("RULE", "/rule"),
                Column.at("REASON", "/reason"),
                Column.at("PUSHED", "/pushed"),
                Column.at("PULLED", "/pulled"),
                Column.at("BYTES", "/size"));
        spec.commandLine().getErr().println("slipway: a run would delete " + told(manifests, tags, bytes));
        return 0;
    }

    @Command(name = "run", description = "Runs the rules now, until nothing is left to delete.")
    int run(@Mixin ConnectionOptions connection, @Mixin SpaceOption space) throws IOException {
        Connection registry = connection.connect();
        long manifests = 0;
        long tags = 0;
        long bytes = 0;
        boolean more;
        do {
            JsonNode result = registry.call("POST", rules(space) + "/run", Optional.empty());
            manifests += result.path("manifests").asLong();
            tags += result.path("tags").asLong();
            bytes += result.path("bytes").asLong();
            more = result.path("more").asBoolean();
        } while (more);
        spec.commandLine().getErr().println("slipway: deleted " + told(manifests, tags, bytes));
        return 0;
    }

    private static String told(long manifests, long tags, long bytes) {
        return manifests + " manifests and " + tags + " tags of others, which frees " + bytes
                + " bytes after their time in the bin";
    }

    private static String rules(SpaceOption space) {
        return space.path() + "/retention";
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(file + " must be a JSON document, but is not: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }
}
