package io.slipway.cli.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.connection.StepwiseDeletion;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway space}. */
@Command(
        name = "space",
        description = "Creates, lists, shows, changes and deletes spaces.",
        synopsisSubcommandLabel = "COMMAND")
public final class SpaceCommand {
    private static final String PATH = "/api/spaces";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The settings of a space. Settings that are not given stay unchanged. */
    static final class Settings {
        @Option(names = "--display-name", paramLabel = "TEXT", description = "The display name.")
        private @Nullable String displayName;

        @Option(names = "--description", paramLabel = "TEXT", description = "Its purpose.")
        private @Nullable String description;

        @Option(
                names = "--default-visibility",
                paramLabel = "VISIBILITY",
                description = "The visibility of new repositories: private or public.")
        private @Nullable String defaultVisibility;

        @Option(
                names = "--sparse",
                negatable = true,
                description = "Allows manifests to refer to blobs that their repository does not contain.")
        private @Nullable Boolean sparse;

        @Option(
                names = "--own-bases-only",
                negatable = true,
                description = "Requires that the base images in sdi.yaml files of the space are in the space.")
        private @Nullable Boolean ownBasesOnly;

        @Option(
                names = "--mirror",
                paramLabel = "IMAGE=NAME",
                description =
                        "Maps images of another registry to this one, for builds: "
                                + "'mcr.microsoft.com/dotnet/*=mirror/dotnet/*'. Repeatable; replaces all mirrors. Empty: none.")
        private List<String> mirrors = List.of();

        private static void rule(ObjectNode rules, String text) {
            int equal = text.indexOf('=');
            rules.put(equal < 0 ? text : text.substring(0, equal), equal < 0 ? "" : text.substring(equal + 1));
        }

        ObjectNode body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            if (displayName != null) {
                body.put("displayName", displayName);
            }
            if (description != null) {
                body.put("description", description);
            }
            if (defaultVisibility != null) {
                body.put("defaultVisibility", defaultVisibility);
            }
            if (sparse != null) {
                body.put("sparse", sparse);
            }
            if (ownBasesOnly != null) {
                body.put("ownBasesOnly", ownBasesOnly);
            }
            if (!mirrors.isEmpty()) {
                ObjectNode rules = body.putObject("mirrors");
                mirrors.stream().filter(it -> !it.isEmpty()).forEach(it -> rule(rules, it));
            }
            return body;
        }
    }

    @Command(name = "create", description = "Creates a space.")
    int create(
            @Mixin ConnectionOptions connection, @Parameters(paramLabel = "NAME") String name, @Mixin Settings settings)
            throws IOException {
        connection.connect().call("POST", PATH, Optional.of(settings.body().put("name", name)));
        return 0;
    }

    @Command(name = "list", description = "Lists the spaces.")
    int list(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) throws IOException {
        JsonNode spaces =
                connection.connect().call("GET", PATH, Optional.empty()).path("spaces");
        output.list(spaces.valueStream().toList(), Column.at("NAME", "/name"));
        return 0;
    }

    @Command(name = "show", description = "Shows a space.")
    int show(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME") String name)
            throws IOException {
        output.show(connection.connect().call("GET", PATH + "/" + Query.encode(name), Optional.empty()));
        return 0;
    }

    @Command(name = "set", description = "Changes a space; other settings stay unchanged.")
    int set(@Mixin ConnectionOptions connection, @Parameters(paramLabel = "NAME") String name, @Mixin Settings settings)
            throws IOException {
        ObjectNode body = settings.body();
        if (body.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is nothing to change: give at least one setting");
        }
        connection.connect().call("PATCH", PATH + "/" + Query.encode(name), Optional.of(body));
        return 0;
    }

    @Command(
            name = "delete",
            description = "Deletes a space and all grants for it; one that has repositories only with --confirm.")
    int delete(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--confirm",
                            paramLabel = "NAME",
                            description = "The name again: delete it with all its repositories.",
                            defaultValue = "")
                    String confirm)
            throws IOException {
        StepwiseDeletion.run(
                connection.connect(),
                PATH + "/" + Query.encode(name),
                confirm,
                spec.commandLine().getErr());
        return 0;
    }
}
