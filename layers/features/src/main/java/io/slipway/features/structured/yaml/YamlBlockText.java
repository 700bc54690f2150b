package io.slipway.features.structured.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value as the text of a block scalar, {@code |} or {@code >}.
 *
 * @param indicators the indicators after the {@code |} or {@code >}
 * @param lines its lines, indented, without line breaks
 */
record YamlBlockText(String indicators, List<String> lines) {
    private static final int MAX_INDICATOR = 9;

    /** Keeps its own copy. */
    YamlBlockText {
        lines = List.copyOf(lines);
    }

    /**
     * Writes a value, if a block scalar can express it.
     *
     * @param folded whether single line breaks mean blanks
     * @param parent the indentation of the scalar's parent
     * @param indent the indentation of the lines
     * @param explicit whether the indentation is written even if readers can detect it
     */
    static Optional<YamlBlockText> of(String given, boolean folded, int parent, int indent, boolean explicit) {
        // Line breaks of any kind are line breaks here.
        String value = given.replace("\r\n", "\n").replace('\r', '\n');
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '\n') {
            end--;
        }
        String content = value.substring(0, end);
        if (content.isEmpty() || !YamlScalars.printable(value) || hasBlankLine(content)) {
            return Optional.empty();
        }
        boolean indicated =
                explicit || content.charAt(0) == ' ' || content.charAt(0) == '\n' || content.charAt(0) == '\t';
        if (indicated && (indent - parent < 1 || indent - parent > MAX_INDICATOR)) {
            return Optional.empty();
        }
        int breaks = value.length() - end;
        List<String> lines = new ArrayList<>();
        for (String line : (folded ? unfolded(content) : content).split("\n", -1)) {
            lines.add(line.isEmpty() ? "" : " ".repeat(indent) + line);
        }
        for (int i = 1; i < breaks; i++) {
            lines.add("");
        }
        String chomping = breaks == 0 ? "-" : breaks == 1 ? "" : "+";
        return Optional.of(new YamlBlockText((indicated ? String.valueOf(indent - parent) : "") + chomping, lines));
    }

    /** Returns whether there is more than one line break at the end, so that all that follow are part of the value. */
    boolean keeps() {
        return indicators.endsWith("+");
    }

    /** Returns whether a line break must end the last line. */
    boolean endsLine() {
        return !indicators.endsWith("-");
    }

    private static boolean hasBlankLine(String content) {
        return content.lines().anyMatch(line -> !line.isEmpty() && line.isBlank())
                || YamlScalars.isBlank(content.charAt(content.length() - 1));
    }

    /** Adds a line break between lines that do not begin with a blank: readers fold a single one into a blank. */
    private static String unfolded(String content) {
        StringBuilder text = new StringBuilder(content.length() + 16);
        boolean foldable = false;
        boolean lineStart = true;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c != '\n') {
                foldable = lineStart ? !YamlScalars.isBlank(c) : foldable;
                lineStart = false;
                text.append(c);
                continue;
            }
            int next = i;
            while (next < content.length() && content.charAt(next) == '\n') {
                next++;
            }
            boolean first = i > 0 && content.charAt(i - 1) != '\n';
            if (first && foldable && next < content.length() && !YamlScalars.isBlank(content.charAt(next))) {
                text.append('\n');
            }
            lineStart = true;
            text.append(c);
        }
        return text.toString();
    }
}
