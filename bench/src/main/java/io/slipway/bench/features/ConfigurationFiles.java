package io.slipway.bench.features;

import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Creates files that look like configuration, of a given size, and the variables for them. The same arguments give the same bytes. */
final class ConfigurationFiles {
    private static final int MEGABYTE = 1_000_000;

    /** The number of tokens of a template in each megabyte. */
    static final int TOKENS_PER_MEGABYTE = 10_000;

    /** The number of variables for a structured file of any size. */
    static final int VARIABLES = 1_000;

    private static final String FILLER =
            "# Where requests that name no host of their own are sent, and how often they are tried.\n";

    private ConfigurationFiles() {}

    /** Creates a template in which every fourth token has a filter, and every tenth is in a conditional. */
    static byte[] template(int megabytes) {
        int tokens = TOKENS_PER_MEGABYTE * megabytes;
        int share = MEGABYTE / TOKENS_PER_MEGABYTE;
        return fill(tokens, share, i -> {
            String name = "Service[" + i % VARIABLES + "].Host";
            if (i % 10 == 0) {
                return "#{if Flag}host" + i + " = #{" + name + "}\n#{/if}";
            }
            return "host" + i + " = #{" + name + (i % 4 == 0 ? " | ToLower" : "") + "}\n";
        });
    }

    /** Returns the variables of {@link #template}; every third refers to another. */
    static VariableSet templateVariables() {
        List<Variable> variables = new ArrayList<>();
        variables.add(new Variable("Flag", "True", false));
        variables.add(new Variable("Domain", "Example.com", false));
        for (int i = 0; i < VARIABLES; i++) {
            variables.add(new Variable(
                    "Service[" + i + "].Host", i % 3 == 0 ? "host-" + i + ".#{Domain}" : "host-" + i, false));
        }
        return new VariableSet(variables, Clock.systemUTC());
    }

    /** Creates a JSON object of sections, each an object of settings. */
    static byte[] json(int megabytes) {
        return sections(
                megabytes,
                "{\n",
                i -> "  \"section%d\": {\n    \"host\": \"host-%d\",\n".formatted(i, i),
                i -> "    \"note%d\": \"left alone %d\",\n".formatted(i, i),
                "    \"port\": 8080\n  },\n",
                "  \"end\": true\n}\n");
    }

    /** Creates the same in YAML. */
    static byte[] yaml(int megabytes) {
        return sections(
                megabytes,
                "# Settings\n",
                i -> "section%d:\n  host: host-%d # of the section\n".formatted(i, i),
                i -> "  note%d: \"left alone %d\"\n".formatted(i, i),
                "  port: 8080\n\n",
                "end: true\n");
    }

    /** Creates the same in XML. */
    static byte[] xml(int megabytes) {
        return sections(
                megabytes,
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<settings>\n",
                i -> "  <section%d>\n    <host>host-%d</host>\n".formatted(i, i),
                i -> "    <note id='%d'>left alone %d</note>\n".formatted(i, i),
                "    <port>8080</port>\n  </section%d>\n",
                "</settings>\n");
    }

    /** Creates the same in properties. */
    static byte[] properties(int megabytes) {
        return sections(
                megabytes,
                "# Settings\n",
                i -> "section%d.host = host-%d\n".formatted(i, i),
                i -> "section%d.note = left alone\n".formatted(i),
                "\n",
                "end = true\n");
    }

    /** Creates variables for the hosts of {@link #VARIABLES} sections, with this separator in paths, and this prefix. */
    static VariableSet hosts(String before, String separator) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < VARIABLES; i++) {
            variables.add(new Variable(before + "section" + i + separator + "host", "new-host-" + i, false));
        }
        return new VariableSet(variables, Clock.systemUTC());
    }

    private static byte[] fill(int count, int share, IntFunction<String> piece) {
        StringBuilder text = new StringBuilder(count * share + share);
        for (int i = 0; i < count; i++) {
            text.append(piece.apply(i));
            while (text.length() < (i + 1) * share - FILLER.length()) {
                text.append(FILLER);
            }
            while (text.length() < (i + 1) * share - 1) {
                text.append('.');
            }
            text.append('\n');
        }
        return bytes(text);
    }

    /** Writes a section for each variable with a host, and with as many notes as are needed for the size. */
    private static byte[] sections(
            int megabytes,
            String start,
            IntFunction<String> host,
            IntFunction<String> note,
            String sectionEnd,
            String end) {
        int share = MEGABYTE * megabytes / VARIABLES;
        StringBuilder text = new StringBuilder(MEGABYTE * megabytes + MEGABYTE / 10).append(start);
        for (int i = 0; i < VARIABLES; i++) {
            text.append(host.apply(i));
            for (int j = 0; text.length() < (i + 1) * share - sectionEnd.length(); j++) {
                text.append(note.apply(j));
            }
            text.append(sectionEnd.formatted(i));
        }
        return bytes(text.append(end));
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
