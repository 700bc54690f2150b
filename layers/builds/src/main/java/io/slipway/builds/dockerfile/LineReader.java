package io.slipway.builds.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a Dockerfile into instructions, and handles directives, comments, continued lines and here-documents. It
 * continues after a mistake.
 */
final class LineReader {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final List<String> DIRECTIVES = List.of("syntax", "escape", "check");
    private static final List<String> WITH_HEREDOCS = List.of("ADD", "COPY", "RUN");
    private static final Pattern HEREDOC = Pattern.compile("\\d*<<(-?)([^<]+)");

    private final List<String> lines;
    private final Map<String, String> directives = new HashMap<>();
    private final List<RawInstruction> instructions = new ArrayList<>();
    private final List<DockerfileException> problems = new ArrayList<>();
    private char escape = '\\';
    private int next;

    private LineReader(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        this.lines = plain.lines().toList();
    }

    static LineReader read(String text) {
        LineReader reader = new LineReader(text);
        reader.directives();
        while (reader.next < reader.lines.size()) {
            reader.instruction();
        }
        return reader;
    }

    List<RawInstruction> instructions() {
        return instructions;
    }

    /** Splits a file; a wrong directive is an error. */
    void checkDirectives() throws DockerfileException {
        if (!problems.isEmpty()) {
            throw problems.getFirst();
        }
    }

    char escape() {
        return escape;
    }

    /** Returns the value of the directive {@code syntax}; empty without it. */
    String syntax() {
        return directives.getOrDefault("syntax", "");
    }

    private void directives() {
        for (int i = 0; i < lines.size(); i++) {
            Matcher directive = DIRECTIVE.matcher(lines.get(i).strip());
            if (!directive.matches()) {
                return;
            }
            String name = directive.group(1).toLowerCase(Locale.ROOT);
            if (!DIRECTIVES.contains(name)) {
                return;
            }
            if (directives.put(name, directive.group(2)) != null) {
                problems.add(new DockerfileException(
                        i + 1, "there must be only one directive " + name + ", but there are two"));
            }
            if (name.equals("escape")) {
                escape = escape(directive.group(2), i + 1);
            }
        }
    }

    private char escape(String value, int line) {
        if (!value.equals("\\") && !value.equals("`")) {
            problems.add(new DockerfileException(line, "the escape character must be \\ or `, but was " + value));
            return '\\';
        }
        return value.charAt(0);
    }

    private void instruction() {
        String line = lines.get(next).stripLeading();
        next++;
        int first = next;
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        StringBuilder text = new StringBuilder();
        boolean more = append(text, line);
        while (more && next < lines.size()) {
            String continued = lines.get(next);
            next++;
            String stripped = continued.stripLeading();
            // Within an instruction, comments and empty lines are skipped.
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                more = append(text, continued);
            }
        }
        String whole = text.toString().strip();
        if (!whole.isEmpty()) {
            add(first, whole);
        }
    }

    /** Appends a line without its continuation character; returns whether it has one. */
    private boolean append(StringBuilder text, String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continued = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        text.append(continued ? line.substring(0, end - 1) : line);
        return continued;
    }

    private void add(int line, String text) {
        instructions.add(withHeredocs(split(line, text, escape)));
    }

    /** Parses one line into an instruction without here-documents. */
    static RawInstruction split(int line, String text, char escape) {
        String[] parts = text.strip().split("\\s+", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        return Flags.split(line, name, parts.length > 1 ? parts[1].strip() : "", escape);
    }

    private RawInstruction withHeredocs(RawInstruction instruction) {
        String name = instruction.name().equals("ONBUILD")
                ? instruction.rest().split("\\s", 2)[0].toUpperCase(Locale.ROOT)
                : instruction.name();
        if (!WITH_HEREDOCS.contains(name)
                || StringList.parse(instruction.rest()).isPresent()) {
            return instruction;
        }
        List<Heredoc> documents = new ArrayList<>();
        Optional<String> unended = Optional.empty();
        for (String word : Words.raw(instruction.rest(), escape)) {
            Matcher begun = HEREDOC.matcher(word);
            if (begun.matches()) {
                String quoted = begun.group(2);
                String end = quoted.replaceAll("[\"']", "");
                Optional<String> content = content(end, !begun.group(1).isEmpty());
                if (content.isEmpty() && unended.isEmpty()) {
                    unended = Optional.of(end);
                }
                documents.add(new Heredoc(end, content.orElse(""), quoted.equals(end) && quoted.indexOf(escape) < 0));
            }
        }
        return instruction.with(documents, unended);
    }

    /** Returns the lines before the closing one; empty if that is missing. */
    private Optional<String> content(String end, boolean chomp) {
        StringBuilder content = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next);
            next++;
            String text = chomp ? line.replaceAll("^\\t+", "") : line;
            if (text.equals(end)) {
                return Optional.of(content.toString());
            }
            content.append(text).append('\n');
        }
        return Optional.empty();
    }
}
