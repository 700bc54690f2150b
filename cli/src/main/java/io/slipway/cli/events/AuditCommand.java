package io.slipway.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.connection.Pages;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.LimitOption;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.audit.ListEvents;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway audit}. */
@Command(name = "audit", description = "Lists changes, newest first: time, type, author, subject.")
public final class AuditCommand implements Callable<Integer> {
    /** The fields that have columns of their own. */
    private static final Set<String> OWN = Set.of("id", "time", "type", "by", "space");

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SPACE",
            description = "The space. Default: changes of the registry itself, such as those of spaces and tokens.")
    private @Nullable String space;

    @Mixin
    private LimitOption limit = new LimitOption();

    @Override
    public Integer call() throws IOException {
        int most = limit.valid();
        String path = space == null ? "/api/audit" : "/api/spaces/" + Query.encode(space) + "/audit";
        Connection registry = connection.connect();
        List<JsonNode> events = new Pages("events", "next").first(most, ListEvents.MAX_PAGE, (size, last) -> {
            String query = "?n=" + size + (last.isEmpty() ? "" : "&last=" + Query.encode(last));
            return registry.call("GET", path + query, Optional.empty());
        });
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
