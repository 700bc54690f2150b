package io.slipway.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway principal}: manages the grants that AWS principals get when they log in. */
@Command(
        name = "principal",
        description = "Manages the AWS roles and users that may log in, and their grants.",
        synopsisSubcommandLabel = "COMMAND")
public final class PrincipalCommand {
    private static final String PATH = "/api/principals";

    @Command(name = "add", description = "Lets a principal log in, or changes its grants.")
    int add(
            @Mixin ConnectionOptions connection,
            @Mixin GrantOptions grants,
            @Parameters(
                            paramLabel = "ARN",
                            description =
                                    "Such as arn:aws:iam::123456789012:role/ci, without the role's path; * in the name"
                                            + " stands for any characters but a slash.")
                    String arn)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("principal", arn);
        body.set("grants", grants.json());
        connection.connect().call("POST", PATH, Optional.of(body));
        return 0;
    }

    @Command(name = "list", description = "Lists the rules: ARN, grants.")
    int list(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) throws IOException {
        output.list(
                rules(connection.connect()).valueStream().toList(),
                Column.at("PRINCIPAL", "/principal"),
                new Column("GRANTS", rule -> GrantOptions.text(rule.path("grants"))));
        return 0;
    }

    @Command(name = "remove", description = "Removes a rule; tokens that were issued under it expire within 12 hours.")
    int remove(@Mixin ConnectionOptions options, @Parameters(paramLabel = "ARN") String arn) throws IOException {
        Connection connection = options.connect();
        for (JsonNode rule : rules(connection)) {
            if (rule.path("principal").asText().equals(arn)) {
                connection.call("DELETE", PATH + "/" + rule.path("id").asText(), Optional.empty());
                return 0;
            }
        }
        throw new CommandFailure("there is no rule for " + arn + "; 'slipway principal list' shows the rules");
    }

    private static JsonNode rules(Connection connection) throws IOException {
        return connection.call("GET", PATH, Optional.empty()).path("principals");
    }
}
