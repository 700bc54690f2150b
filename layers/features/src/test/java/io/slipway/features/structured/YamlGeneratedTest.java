package io.slipway.features.structured;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.octostache.Variable;
import io.slipway.features.structured.yaml.YamlFormat;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In documents from a seeded generator, whatever value replaces another, a reader finds the new value and all others
 * unchanged; without variables, no byte changes.
 */
class YamlGeneratedTest {
    private static final List<String> SCALARS = List.of(
            "plain",
            "two words",
            "'single ''quoted'",
            "\"double \\\"quoted\\\" \\n\"",
            "1",
            "true",
            "null",
            "~",
            "😀 é",
            "",
            "\"\"",
            "''",
            "!!str 5",
            "&anchor%d x",
            "&anchor%d",
            "!local y",
            "http://a.b/c#d",
            "a,b");
    private static final List<String> BLOCKS = List.of("|", "|-", "|+", ">", ">-", ">+", "| # comment", "|2", ">1-");
    private static final List<String> VALUES = List.of(
            "x",
            "",
            " ",
            "two words",
            "true",
            "null",
            "1.50",
            "it's",
            "say \"hi\"",
            "a: b",
            "a:b",
            ": x",
            "- x",
            "-",
            "# x",
            "a #b",
            "[1, 2]",
            "{a: b, c: [d]}",
            "{<<<",
            "a: 1\nb:\n  - 2\n  - c: 3",
            "- 1\n- x: 2\n  y: |\n    t\n- z",
            "line 1\nline 2",
            "line 1\nline 2\n",
            "a\n\nb\n\n",
            "\n",
            " leading",
            "trailing ",
            "a\r\nb",
            "tab\there",
            "ünïcode 😀",
            "\u0001",
            "\u2028",
            "*nobody",
            "&a b",
            "!!int 3",
            "--- a",
            "---",
            "...",
            "k: |\n  text\n\n",
            "k: >-\n  folded\n  text",
            "'quoted'",
            "\"quoted\"",
            "? a\n: b",
            "a\n b\n  c",
            "  k: v\n  l: w",
            "k: v # comment\n# more\nl: 'w\n  w'",
            "[a,\n b # c\n]",
            "%x",
            "@x",
            "`x`",
            "|",
            "| x",
            "a: b: c",
            "x: &q 1\ny: *q",
            "$100",
            "C:\\temp",
            "50%",
            "1,000",
            "key: value",
            "!",
            "=",
            "<<",
            "a\n---\nb",
            "\ttab",
            "a,b]",
            "}");

    private final Random random = new Random(20);
    private int anchors;

    @Test
    void only_the_replaced_values_differ() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            String text = document();
            assertThat(Replacing.text(new YamlFormat(), text)).isEqualTo(text);
            YamlSplice splice = new YamlSplice(text);
            List<String> paths = splice.paths();
            if (paths.isEmpty()) {
                continue;
            }
            List<Variable> variables = new ArrayList<>();
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                String path = paths.get(random.nextInt(paths.size()));
                String value = VALUES.get(random.nextInt(VALUES.size()));
                variables.removeIf(it -> it.name().equals(path));
                variables.add(new Variable(path, random.nextInt(20) == 0 ? null : value, false));
            }

            StructuredFormat.Replaced replaced =
                    new YamlFormat().replace(text.getBytes(StandardCharsets.UTF_8), variables(variables));

            String after = new String(replaced.bytes(), StandardCharsets.UTF_8);
            String what = variables + "\n--- before\n" + text + "\n--- after\n" + after + "\n---\n";
            assertThat(YamlSplice.nodes(after)).as(what).isEqualTo(splice.with(variables));
            splice.keepsText(after, variables, what);
        }
    }

    private static StructuredVariables variables(List<Variable> variables) {
        return new StructuredVariables(new VariableSet(variables, Clock.systemUTC()));
    }

    private String document() {
        anchors = 0;
        StringBuilder text = new StringBuilder();
        if (random.nextInt(6) == 0) {
            text.append("# first\n---\n");
        }
        block(text, 0, 0);
        if (random.nextInt(8) == 0) {
            text.append("---\n");
            block(text, 0, 1);
        }
        String lines = random.nextInt(3) == 0 ? text.toString().replace("\n", "\r\n") : text.toString();
        return random.nextInt(6) == 0 ? lines.stripTrailing() : lines;
    }

    private void block(StringBuilder text, int indent, int depth) {
        boolean list = random.nextInt(3) == 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            noise(text, indent);
            text.append(" ".repeat(indent)).append(list ? "-" : "k" + i + (random.nextInt(9) == 0 ? ":x" : "") + ":");
            value(text, indent, depth, list);
        }
    }

    private void value(StringBuilder text, int indent, int depth, boolean list) {
        int kind = random.nextInt(depth > 2 ? 6 : 9);
        if (kind < 4) {
            String scalar = scalar();
            text.append(scalar.isEmpty() ? "" : " " + scalar).append(comment()).append('\n');
        } else if (kind == 4) {
            String style = BLOCKS.get(random.nextInt(BLOCKS.size()));
            int inner = indent + (style.contains("1") ? 1 : 2);
            text.append(' ').append(style).append('\n');
            for (int i = random.nextInt(4); i > 0; i--) {
                text.append(random.nextInt(4) == 0 ? "" : " ".repeat(inner) + "line " + i)
                        .append('\n');
            }
            text.append(" ".repeat(inner)).append("last\n").append(random.nextInt(3) == 0 ? "\n" : "");
        } else if (kind == 5) {
            text.append(' ').append(flow(0)).append(comment()).append('\n');
        } else if (list && random.nextBoolean()) {
            text.append(" a: ")
                    .append(flow(0))
                    .append("\n")
                    .append(" ".repeat(indent + 2))
                    .append("b: x")
                    .append(comment())
                    .append("\n");
        } else {
            text.append(random.nextInt(4) == 0 ? " &anchor" + anchors++ : "")
                    .append(comment())
                    .append('\n');
            block(text, indent + (random.nextInt(4) == 0 ? 4 : 2), depth + 1);
        }
    }

    private String flow(int depth) {
        boolean list = random.nextBoolean();
        StringBuilder text = new StringBuilder(list ? "[" : "{");
        for (int i = random.nextInt(4); i > 0; i--) {
            String scalar = random.nextInt(3) == 0 && depth < 2 ? flow(depth + 1) : scalar();
            boolean plainComma = scalar.equals("a,b") || scalar.startsWith("http") || scalar.equals("!local y");
            String value = scalar.isEmpty() || plainComma ? "w" : scalar;
            text.append(list ? value : "f" + i + (random.nextInt(5) == 0 ? "" : ": " + value));
            text.append(i > 1 ? ", " : "");
        }
        return text.append(list ? "]" : "}").toString();
    }

    private String scalar() {
        String scalar = SCALARS.get(random.nextInt(SCALARS.size()));
        return scalar.contains("%d") ? String.format(scalar, anchors++) : scalar;
    }

    private String comment() {
        return switch (random.nextInt(6)) {
            case 0 -> " # comment";
            case 1 -> "  ";
            default -> "";
        };
    }

    private void noise(StringBuilder text, int indent) {
        switch (random.nextInt(8)) {
            case 0 -> text.append('\n');
            case 1 -> text.append(" ".repeat(indent)).append("# comment\n");
            default -> {}
        }
    }
}
