package io.slipway.cli.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway gc}: collects garbage now. The API does a share with each request, and says whether more is due. */
@Command(
        name = "gc",
        description =
                "Removes now what the schedule would remove next: blobs that nothing has used for the grace time, and their objects.")
public final class GcCommand implements Callable<Integer> {
    private static final List<String> COUNTS = List.of("reviews", "links", "released", "objects", "bytes", "failed");

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "Removes nothing, and prints what would be removed.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Connection registry = connection.connect();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        JsonNode share;
        do {
            share = registry.call("POST", "/api/gc" + (dryRun ? "?dryRun=true" : ""), Optional.empty());
            for (String count : COUNTS) {
                all.put(count, all.path(count).asLong() + share.path(count).asLong());
            }
        } while (!dryRun && !share.path("complete").asBoolean());
        output.show(all);
        return 0;
    }
}
