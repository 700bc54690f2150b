package io.slipway.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway webhook}: manages the URLs that receive the events of a space. */
@Command(name = "webhook", description = "Sends the events of a space to URLs.", synopsisSubcommandLabel = "COMMAND")
public final class WebhookCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "create", description = "Creates a webhook and prints its secret, which is not shown again.")
    int create(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "SPACE", description = "The space.") String space,
            @Parameters(
                            paramLabel = "URL",
                            description = "The URL to send events to, such as https://hooks.example.com/slipway.")
                    String url,
            @Option(
                            names = "--event",
                            paramLabel = "TYPE",
                            split = ",",
                            description = "Only events of this type, such as image.pushed. Repeatable. Default: all.")
                    @Nullable
                    List<String> events)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("url", url);
        if (events != null) {
            events.forEach(body.putArray("events")::add);
        }
        JsonNode made = connection.connect().call("POST", path(space), Optional.of(body));
        spec.commandLine().getOut().println(made.path("secret").asText());
        spec.commandLine()
                .getErr()
                .println("slipway: the webhook " + made.path("id").asText() + " gets " + types(made));
        return 0;
    }

    @Command(name = "list", description = "Lists the webhooks of a space: id, URL, types, last failure.")
    int list(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "SPACE", description = "The space.") String space)
            throws IOException {
        JsonNode webhooks =
                connection.connect().call("GET", path(space), Optional.empty()).path("webhooks");
        output.list(
                webhooks.valueStream().toList(),
                Column.at("ID", "/id"),
                Column.at("URL", "/url"),
                new Column("EVENTS", WebhookCommand::types),
                Column.at("FAILURE", "/failure/message"));
        return 0;
    }

    @Command(name = "delete", description = "Deletes a webhook.")
    int delete(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "SPACE", description = "The space.") String space,
            @Parameters(paramLabel = "ID", description = "The webhook's id; see 'slipway webhook list'.") String id)
            throws IOException {
        connection.connect().call("DELETE", path(space) + "/" + Query.encode(id), Optional.empty());
        return 0;
    }

    private static String path(String space) {
        return "/api/spaces/" + Query.encode(space) + "/webhooks";
    }

    private static String types(JsonNode webhook) {
        return webhook.path("events").valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
    }
}
