package io.slipway.cli.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway usage}. */
@Command(
        name = "usage",
        description = "Shows what a space and its repositories hold: the whole space first, under the name *, then the"
                + " largest repositories.")
public final class UsageCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "SPACE",
            arity = "0..1",
            description = "The space. Default: ${DEFAULT-VALUE}.",
            defaultValue = "default")
    private String space = "default";

    @Override
    public Integer call() throws IOException {
        JsonNode usage =
                connection.connect().call("GET", "/api/spaces/" + Query.encode(space) + "/usage", Optional.empty());
        List<JsonNode> lines = new ArrayList<>();
        ObjectNode whole = usage.deepCopy();
        whole.remove("repositories");
        whole.put("name", "*");
        lines.add(whole);
        usage.path("repositories").forEach(lines::add);
        output.list(
                lines,
                Column.at("REPOSITORY", "/name"),
                Column.at("BYTES", "/bytes"),
                Column.at("BLOBS", "/blobs/objects"),
                Column.at("BLOB BYTES", "/blobs/bytes"),
                Column.at("UNIQUE BYTES", "/unique/bytes"),
                Column.at("SHARED BYTES", "/shared/bytes"),
                Column.at("MANIFESTS", "/manifests/objects"));
        return 0;
    }
}
