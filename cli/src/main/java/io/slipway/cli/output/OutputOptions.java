package io.slipway.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a command's results in the requested format: by default, a table on a terminal and plain lines elsewhere. */
public final class OutputOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, plain (separated by tabs, without titles) or json."
                    + " Default: table on a terminal, plain elsewhere.")
    private @Nullable OutputFormat format;

    /** Switches to JSON, whatever {@code --format} is. */
    public void useJson() {
        format = OutputFormat.JSON;
    }

    /** Prints a list: an array in JSON, otherwise one line per item. A single column has no title. */
    public void list(List<JsonNode> items, Column... columns) {
        PrintWriter out = spec.commandLine().getOut();
        if (chosen() == OutputFormat.JSON) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(array::add);
            out.println(Values.withoutNulls(array).toPrettyString());
        } else {
            List<List<String>> rows = new ArrayList<>();
            if (chosen() == OutputFormat.TABLE && columns.length > 1 && !items.isEmpty()) {
                rows.add(List.of(columns).stream().map(Column::title).toList());
            }
            for (JsonNode item : items) {
                rows.add(List.of(columns).stream()
                        .map(column -> Values.shown(column.cell().apply(item)))
                        .toList());
            }
            print(rows);
        }
        out.flush();
    }

    /** Prints one object: each value on a line after its name. */
    public void show(JsonNode object) {
        PrintWriter out = spec.commandLine().getOut();
        if (chosen() == OutputFormat.JSON) {
            out.println(Values.withoutNulls(object).toPrettyString());
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (Map.Entry<String, String> value : Values.flat(object).entrySet()) {
                rows.add(List.of(value.getKey(), Values.shown(value.getValue())));
            }
            print(rows);
        }
        out.flush();
    }

    private void print(List<List<String>> rows) {
        List<String> lines = chosen() == OutputFormat.TABLE
                ? TextTable.lines(rows, terminal() ? spec.usageMessage().width() : Integer.MAX_VALUE)
                : rows.stream().map(row -> String.join("\t", row)).toList();
        lines.forEach(spec.commandLine().getOut()::println);
    }

    private OutputFormat chosen() {
        return Optional.ofNullable(format).orElseGet(() -> terminal() ? OutputFormat.TABLE : OutputFormat.PLAIN);
    }

    private static boolean terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
