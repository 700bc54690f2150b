package io.slipway.cli.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code slipway gc}: collects garbage now. Each request to the API does a part of the work, and reports whether more
 * remains.
 */
@Command(
        name = "gc",
        description =
                "Collects garbage now instead of on schedule: removes blobs that have been unused for the grace period, and"
                        + " their objects. With --scrub, compares the bucket with the table instead, and reports the"
                        + " differences.")
public final class GcCommand implements Callable<Integer> {
    private static final List<String> COUNTS = List.of("reviews", "links", "released", "objects", "bytes", "failed");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "Prints what would be removed without removing it.")
    private boolean dryRun;

    @Option(
            names = "--scrub",
            description = "Finds objects to which nothing refers, and blobs and manifests whose objects are missing. It"
                    + " reads all of them.")
    private boolean scrub;

    @Option(
            names = "--mend",
            description =
                    "With --scrub: has such objects removed, and removes such blobs from their repositories, so that"
                            + " clients push them again.")
    private boolean mend;

    @Override
    public Integer call() throws IOException {
        if ((mend && !scrub) || (scrub && dryRun)) {
            throw new ParameterException(
                    spec.commandLine(),
                    mend ? "--mend requires --scrub" : "--scrub removes nothing, unless --mend is given");
        }
        Connection registry = connection.connect();
        return scrub ? scrub(registry) : collect(registry);
    }

    private int scrub(Connection registry) throws IOException {
        JsonNode report;
        do {
            report = registry.call("POST", "/api/gc/scrub" + (mend ? "?mend=true" : ""), Optional.empty());
        } while (!report.path("complete").asBoolean());
        output.list(
                List.copyOf(report.path("findings").valueStream().toList()),
                Column.at("WHAT", "/what"),
                Column.at("KEY", "/key"),
                Column.at("REPOSITORY", "/repository"),
                Column.at("DIGEST", "/digest"),
                Column.at("BYTES", "/size"));
        spec.commandLine()
                .getErr()
                .printf(
                        "slipway: compared %d objects: %d without references (%d bytes), %d missing, %d" + " mended%n",
                        report.path("objects").asLong(),
                        report.path("orphans").asLong(),
                        report.path("orphanBytes").asLong(),
                        report.path("missing").asLong(),
                        report.path("mended").asLong());
        return 0;
    }

    private int collect(Connection registry) throws IOException {
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
