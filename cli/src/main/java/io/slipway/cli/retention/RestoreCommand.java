package io.slipway.cli.retention;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.core.http.Query;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway restore}. */
@Command(
        name = "restore",
        description = "Restores a deleted tag, a deleted image with its tags, or a deleted repository with its images.")
public final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            paramLabel = "REF",
            description = "The image or the repository, without host: app:1.2.0, team/app@sha256:… or team/app.")
    private String reference = "";

    @Override
    public Integer call() throws IOException {
        int at = reference.indexOf('@');
        int split = at < 0 ? reference.lastIndexOf(':') : at;
        RepositoryName repository;
        String wanted;
        try {
            repository = RepositoryName.parse(split < 0 ? reference : reference.substring(0, split));
            wanted = split < 0
                    ? ""
                    : Reference.parse(reference.substring(split + 1)).toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Connection registry = connection.connect();
        String space = "/api/spaces/" + Query.encode(repository.space().value());
        List<JsonNode> found = BinEntries.read(registry, space).stream()
                .filter(entry -> entry.path("repository").asText().equals(repository.path()))
                .filter(entry -> wanted.isEmpty()
                        ? entry.path("kind").asText().equals("repository")
                        : entry.path("digest").asText().equals(wanted)
                                || entry.path("tags")
                                        .valueStream()
                                        .anyMatch(tag -> tag.asText().equals(wanted)))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailure("the bin has no " + reference + "; 'slipway bin list' shows its content");
        }
        // Users mean the latest deletion.
        String address =
                space + "/bin/" + Query.encode(found.getLast().path("id").asText());
        JsonNode restored = restore(registry, address);
        String digest = restored.path("digest").asText("");
        spec.commandLine()
                .getOut()
                .println(digest.isEmpty() ? repository.familiar() : repository.familiar() + "@" + digest);
        return 0;
    }

    /** Repeats the request until all is restored, and names the images that stay in the bin. */
    private JsonNode restore(Connection registry, String address) {
        PrintWriter err = spec.commandLine().getErr();
        Set<String> named = new HashSet<>();
        while (true) {
            JsonNode part = registry.call("POST", address + "/restore", Optional.empty());
            JsonNode left = part.path("left");
            for (JsonNode image : left) {
                String digest = image.path("digest").asText();
                if (named.add(digest)) {
                    err.println("slipway: " + digest + " stays in the bin: "
                            + image.path("reason").asText());
                }
            }
            int more = part.path("leftTotal").asInt() - left.size();
            if (more > 0) {
                err.println("slipway: " + more + " more images stay in the bin; 'slipway bin list' shows them");
            }
            err.flush();
            if (!part.path("state").asText().equals("restoring")) {
                return part;
            }
        }
    }
}
