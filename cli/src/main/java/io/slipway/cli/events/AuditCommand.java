package io.slipway.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.audit.ListEvents;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway audit}: who changed what. */
@Command(name = "audit", description = "Shows who changed what, the newest first: time, type, author, what.")
public final class AuditCommand implements Callable<Integer> {
    /** The fields that have columns of their own. */
    private static final Set<String> OWN = Set.of("id", "time", "type", "by", "space");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SPACE",
            description = "The space. Default: changes of the whole registry, such as of spaces and tokens.")
    private @Nullable String space;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many at most, from 1 on. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private int limit;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 on, but was " + limit);
        }
        String path = space == null ? "/api/audit" : "/api/spaces/" + Query.encode(space) + "/audit";
        Connection registry = connection.connect();
        List<JsonNode> events = new ArrayList<>();
        String last = "";
        do {
            String query = "?n=" + Math.min(limit - events.size(), ListEvents.MAX_PAGE)
                    + (last.isEmpty() ? "" : "&last=" + Query.encode(last));
            JsonNode page = registry.call("GET", path + query, Optional.empty());
            page.path("events").forEach(events::add);
            last = page.path("next").asText("");
        } while (!last.isEmpty() && events.size() < limit);
        output.list(
                events,
                Column.at("TIME", "/time"),
                Column.at("TYPE", "/type"),
                Column.at("BY", "/by"),
                new Column("WHAT", AuditCommand::what));
        return 0;
    }

    private static String what(JsonNode event) {
        return event.properties().stream()
                .filter(field -> !OWN.contains(field.getKey()))
                .map(AuditCommand::text)
                .collect(Collectors.joining(" "));
    }

    private static String text(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        return field.getKey() + "=" + (value.isValueNode() ? value.asText() : value.toString());
    }
}
