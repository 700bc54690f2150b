package io.slipway.cli.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.connection.Pages;
import io.slipway.cli.connection.StepwiseDeletion;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway repository}: manages repositories, which are created by the first push. */
@Command(
        name = "repository",
        description = "Lists, shows, changes and deletes repositories.",
        synopsisSubcommandLabel = "COMMAND")
public final class RepositoryCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Lists the repositories of a space: name, visibility, creation time, day of the last pull.")
    int list(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "SPACE", description = "Default: ${DEFAULT-VALUE}", defaultValue = "default")
                    String space)
            throws IOException {
        Connection registry = connection.connect();
        String path = "/api/spaces/" + Query.encode(space) + "/repositories";
        List<JsonNode> repositories = new Pages("repositories", "next")
                .all(last -> registry.call(
                        "GET", path + (last.isEmpty() ? "" : "?last=" + Query.encode(last)), Optional.empty()));
        output.list(
                repositories,
                Column.at("NAME", "/image"),
                Column.at("VISIBILITY", "/visibility"),
                Column.at("CREATED", "/created"),
                Column.at("PULLED", "/pulled"));
        return 0;
    }

    @Command(name = "show", description = "Shows a repository.")
    int show(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME") String name)
            throws IOException {
        output.show(connection.connect().call("GET", path(name(name)), Optional.empty()));
        return 0;
    }

    @Command(name = "set", description = "Changes a repository.")
    int set(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--visibility",
                            required = true,
                            description = "private: pulls need a token with a grant; public: they need none.")
                    String visibility)
            throws IOException {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("visibility", visibility);
        connection.connect().call("PATCH", path(name(name)), Optional.of(body));
        return 0;
    }

    @Command(name = "delete", description = "Deletes a repository with all its content. 'slipway restore' restores it.")
    int delete(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--confirm", paramLabel = "NAME", description = "The name again.", defaultValue = "")
                    String confirm,
            @Option(names = "--for-good", description = "Deletes permanently, without the bin.") boolean forGood)
            throws IOException {
        RepositoryName repository = name(name);
        if (!confirm.equals(name)) {
            throw new CommandFailure(
                    "the repository is deleted with all its content; to confirm, repeat its name: --confirm "
                            + repository.familiar());
        }
        StepwiseDeletion.run(
                connection.connect(),
                path(repository) + (forGood ? "?forGood=true" : ""),
                repository.path(),
                spec.commandLine().getErr());
        return 0;
    }

    /** Parses a name as it follows the host in an image's reference. */
    private RepositoryName name(String text) {
        try {
            return RepositoryName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String path(RepositoryName name) {
        return "/api/spaces/" + name.space() + "/repositories/" + name.path();
    }
}
