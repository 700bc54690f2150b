package io.slipway.features.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a Dockerfile into its instructions, as BuildKit's parser does: directives, comments, continued lines, here-documents. */
final class DockerfileReader {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Pattern INSTRUCTION = Pattern.compile("(\\S+)(?:\\s+(.*))?", Pattern.DOTALL);
    private static final Pattern FLAG = Pattern.compile("--([a-z][a-z-]*)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?(?:\\s+|$)");
    private static final Pattern HEREDOC =
            Pattern.compile("(?:^|\\s)\\d*<<(-?)([\"']?)([^<>\\s\"'|;&]+)\\2(?=[\\s>|;&]|$)");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
    private static final List<String> WITH_HEREDOCS = List.of("ADD", "COPY", "RUN");

    private final List<String> lines;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<DockerfileProblem> problems = new ArrayList<>();
    private char escape = '\\';
    private int next;

    private DockerfileReader(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        this.lines = plain.lines().toList();
    }

    static DockerfileReader read(String text) {
        DockerfileReader reader = new DockerfileReader(text);
        reader.directives();
        while (reader.next < reader.lines.size()) {
            reader.instruction();
        }
        return reader;
    }

    List<Instruction> instructions() {
        return instructions;
    }

    List<DockerfileProblem> problems() {
        return problems;
    }

    /** Directives stand before everything else. */
    private void directives() {
        for (String line : lines) {
            Matcher directive = DIRECTIVE.matcher(line.strip());
            if (!directive.matches()) {
                return;
            }
            if (directive.group(1).equalsIgnoreCase("escape")) {
                escape = directive.group(2).equals("`") ? '`' : '\\';
            }
        }
    }

    private void instruction() {
        int first = next + 1;
        StringBuilder text = new StringBuilder();
        boolean more = true;
        while (more && next < lines.size()) {
            String line = lines.get(next);
            next++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                // Within an instruction they are passed over; before one they are nothing.
                more = !text.isEmpty();
                continue;
            }
            more = stripped.charAt(stripped.length() - 1) == escape;
            text.append(
                    text.isEmpty() ? line.stripLeading() : line,
                    0,
                    text.isEmpty() ? stripped.length() : line.stripTrailing().length());
            if (more) {
                text.setLength(text.length() - 1);
                text.append(' ');
            }
        }
        if (!text.isEmpty()) {
            add(first, text.toString().strip());
        }
    }

    private void add(int line, String text) {
        Matcher parts = INSTRUCTION.matcher(text);
        if (!parts.matches()) {
            return;
        }
        String name = parts.group(1).toUpperCase(Locale.ROOT);
        String rest = parts.group(2) == null ? "" : parts.group(2).strip();
        Map<String, String> flags = new LinkedHashMap<>();
        Matcher flag = FLAG.matcher(rest);
        int end = 0;
        while (flag.find(end) && flag.start() == end) {
            String value = flag.group(2) == null ? "" : flag.group(2).replaceAll("^[\"']|[\"']$", "");
            flags.put(flag.group(1), value);
            end = flag.end();
        }
        String arguments = rest.substring(end).strip();
        List<String> heredocs = heredocs(line, name, arguments);
        instructions.add(new Instruction(line, name, flags, arguments, heredocs));
    }

    private List<String> heredocs(int line, String name, String arguments) {
        List<String> names = new ArrayList<>();
        String inner = name.equals("ONBUILD") ? arguments.split("\\s", 2)[0].toUpperCase(Locale.ROOT) : name;
        if (!WITH_HEREDOCS.contains(inner) || arguments.startsWith("[")) {
            return names;
        }
        Matcher heredoc = HEREDOC.matcher(masked(arguments));
        while (heredoc.find()) {
            String end = heredoc.group(3);
            names.add(end);
            skip(line, end, !heredoc.group(1).isEmpty());
        }
        return names;
    }

    /** Whatever stands in quotes begins no here-document; a quoted name of one stays. */
    private static String masked(String arguments) {
        StringBuilder masked = new StringBuilder(arguments);
        Matcher quoted = QUOTED.matcher(arguments);
        while (quoted.find()) {
            boolean name = arguments.substring(0, quoted.start()).matches("(?s).*<<-?");
            for (int i = quoted.start(); i < quoted.end() && !name; i++) {
                masked.setCharAt(i, 'x');
            }
        }
        return masked.toString();
    }

    private void skip(int line, String end, boolean tabs) {
        while (next < lines.size()) {
            String text = lines.get(next);
            next++;
            if ((tabs ? text.replaceAll("^\\t+", "") : text).equals(end)) {
                return;
            }
        }
        problems.add(new DockerfileProblem(line, "the here-document " + end + " has no end: no line is " + end));
    }
}
