package io.slipway.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.ConnectionOptions;
import io.slipway.cli.output.Column;
import io.slipway.cli.output.OutputOptions;
import io.slipway.core.http.Query;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway token}. */
@Command(name = "token", description = "Creates, lists and revokes tokens.", synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand {
    private static final Pattern LIFE = Pattern.compile("(\\d{1,5})([smhdw])");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(name = "create", description = "Creates a token and prints it; it is not shown again.")
    int create(
            @Mixin ConnectionOptions connection,
            @Mixin GrantOptions grants,
            @Parameters(paramLabel = "NAME", description = "The display name.") String name,
            @Option(
                            names = "--expires-in",
                            paramLabel = "LIFE",
                            description = "The lifetime, such as 90d, 12h or 2w. Default: never expires.")
                    @Nullable
                    String expiresIn)
            throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        body.set("grants", grants.json());
        if (expiresIn != null) {
            body.put("expiresIn", duration(expiresIn));
        }
        JsonNode made = connection.connect().call("POST", "/api/tokens", Optional.of(body));
        spec.commandLine().getOut().println(made.path("token").asText());
        // A pattern without a space applies to the default space, which not everyone expects.
        spec.commandLine().getErr().println("slipway: grants: " + GrantOptions.text(made.path("grants")));
        return 0;
    }

    @Command(name = "list", description = "Lists tokens: id, name, grants, last use, expiry.")
    int list(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOptions output,
            @Option(names = "--space", paramLabel = "S", description = "Only tokens with grants for this space.")
                    @Nullable
                    String space)
            throws IOException {
        String path = space == null ? "/api/tokens" : "/api/tokens?space=" + Query.encode(space);
        JsonNode tokens =
                connection.connect().call("GET", path, Optional.empty()).path("tokens");
        output.list(
                tokens.valueStream().toList(),
                Column.at("ID", "/id"),
                Column.at("NAME", "/name"),
                new Column("GRANTS", token -> GrantOptions.text(token.path("grants"))),
                Column.at("LAST USED", "/lastUsed", "never"),
                Column.at("EXPIRES", "/expires", "never"));
        return 0;
    }

    @Command(name = "revoke", description = "Revokes a token.")
    int revoke(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "ID", description = "The token's id; see 'slipway token list'.") String id)
            throws IOException {
        connection.connect().call("DELETE", "/api/tokens/" + Query.encode(id), Optional.empty());
        return 0;
    }

    /** Converts a duration such as 90d to ISO 8601 for the API. */
    private String duration(String text) {
        Matcher matcher = LIFE.matcher(text);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--expires-in must be a number with s, m, h, d or w, such as 90d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> "PT" + number + "S";
            case "m" -> "PT" + number + "M";
            case "h" -> "PT" + number + "H";
            case "d" -> "P" + number + "D";
            default -> "P" + number * 7 + "D";
        };
    }
}
