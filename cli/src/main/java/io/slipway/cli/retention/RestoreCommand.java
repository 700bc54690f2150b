package io.slipway.cli.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.core.http.Query;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway restore}: restores a deleted tag or image. */
@Command(name = "restore", description = "Restores a deleted tag, or a deleted image with its tags.")
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "REF", description = "The image, without host: app:1.2.0 or team/app@sha256:….")
    private String reference = "";

    @Override
    public Integer call() throws IOException {
        int at = reference.indexOf('@');
        int split = at < 0 ? reference.lastIndexOf(':') : at;
        if (split < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the image must have a tag or a digest, such as app:1.2.0, but was " + reference);
        }
        RepositoryName repository;
        String wanted;
        try {
            repository = RepositoryName.parse(reference.substring(0, split));
            wanted = Reference.parse(reference.substring(split + 1)).toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Connection registry = connection.connect();
        String space = "/api/spaces/" + Query.encode(repository.space().value());
        List<JsonNode> found = BinEntries.read(registry, space).stream()
                .filter(entry -> entry.path("repository").asText().equals(repository.path()))
                .filter(entry -> entry.path("digest").asText().equals(wanted)
                        || entry.path("tags")
                                .valueStream()
                                .anyMatch(tag -> tag.asText().equals(wanted)))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailure("the bin has no " + reference + "; 'slipway bin list' shows what it has");
        }
        // The last deletion is what people mean.
        JsonNode restored = registry.call(
                "POST",
                space + "/bin/" + Query.encode(found.getLast().path("id").asText()) + "/restore",
                Optional.empty());
        spec.commandLine()
                .getOut()
                .println(repository.familiar() + "@" + restored.path("digest").asText());
        return 0;
    }
}
