package io.slipway.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway identity}: rules for workloads that log in with ID tokens of OpenID Connect issuers. */
@Command(
        name = "identity",
        description =
                "Manages the workloads that may log in with ID tokens of OpenID Connect issuers, and their grants.",
        synopsisSubcommandLabel = "COMMAND")
public final class IdentityCommand {
    private static final String PATH = "/api/identities";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "add", description = "Lets workloads log in, or changes their grants; prints the rule's id.")
    int add(
            @Mixin ConnectionOptions connection,
            @Mixin GrantOptions grants,
            @Parameters(
                            paramLabel = "ISSUER",
                            description = "The issuer's URL, such as https://token.actions.githubusercontent.com")
                    String issuer,
            @Option(
                            names = "--audience",
                            required = true,
                            paramLabel = "TEXT",
                            description = "The audience that ID tokens must have.")
                    String audience,
            @Option(
                            names = "--claim",
                            required = true,
                            paramLabel = "NAME=PATTERN",
                            description =
                                    "A claim that ID tokens must have, such as sub=repo:acme/web:ref:refs/heads/main;"
                                            + " * stands for any characters but a slash, ** for any. May be given several times;"
                                            + " all must match.")
                    Map<String, String> claims,
            @Option(
                            names = "--keys",
                            paramLabel = "FILE",
                            description =
                                    "The issuer's public keys (a JSON Web Key Set), if the registry cannot reach it.")
                    Optional<Path> keys)
            throws IOException {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("issuer", issuer).put("audience", audience);
        ObjectNode wanted = body.putObject("claims");
        claims.forEach(wanted::put);
        if (keys.isPresent()) {
            body.set("keys", JSON.readTree(keys.get().toFile()));
        }
        body.set("grants", grants.json());
        JsonNode rule = connection.connect().call("POST", PATH, Optional.of(body));
        spec.commandLine().getOut().println(rule.path("id").asText());
        return 0;
    }

    @Command(name = "list", description = "Lists the rules: id, issuer, claims, grants.")
    int list(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) throws IOException {
        output.list(
                connection
                        .connect()
                        .call("GET", PATH, Optional.empty())
                        .path("identities")
                        .valueStream()
                        .toList(),
                Column.at("ID", "/id"),
                Column.at("ISSUER", "/issuer"),
                Column.at("AUDIENCE", "/audience"),
                new Column("CLAIMS", rule -> claims(rule.path("claims"))),
                new Column("GRANTS", rule -> GrantOptions.text(rule.path("grants"))));
        return 0;
    }

    @Command(name = "remove", description = "Removes a rule; tokens that were issued under it expire within an hour.")
    int remove(@Mixin ConnectionOptions options, @Parameters(paramLabel = "ID") String id) throws IOException {
        if (!id.matches("[0-9a-f]+")) {
            throw new CommandFailure("an id must have only hexadecimal digits; 'slipway identity list' shows the ids");
        }
        Connection connection = options.connect();
        connection.call("DELETE", PATH + "/" + id, Optional.empty());
        return 0;
    }

    private static String claims(JsonNode claims) {
        return claims.properties().stream()
                .map(claim -> claim.getKey() + "=" + claim.getValue().asText())
                .collect(Collectors.joining(" "));
    }
}
