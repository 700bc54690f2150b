package io.slipway.features.structured;

import io.slipway.features.text.Encoding;
import io.slipway.features.text.Lines;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A file's text with edits. Text outside the edits keeps its bytes. */
public final class SourceText {
    private final byte[] bytes;
    private final Text text;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private record Edit(int start, int end, String text) {}

    private record Replaced(String variable, int at) {}

    private SourceText(byte[] bytes, Text text) {
        this.bytes = bytes;
        this.text = text;
    }

    /**
     * Reads the text of a file.
     *
     * @throws TextException if its bytes do not match its byte order mark
     */
    public static SourceText of(byte[] file) throws TextException {
        return new SourceText(file, Text.decode(file));
    }

    /** Returns the text without its byte order mark. */
    public String content() {
        return text.content();
    }

    /**
     * Replaces the text between two offsets. Edits must not overlap; two at the same position keep the order of the
     * calls.
     */
    public void edit(int start, int end, String with) {
        edits.add(new Edit(start, end, with));
    }

    /** Reports that a variable's value replaced the one that begins here. */
    public void replaced(String variable, int at) {
        replaced.add(new Replaced(variable, at));
    }

    /** Reports a finding. */
    public void warn(String warning) {
        warnings.add(warning);
    }

    /** Returns the warning about a variable whose value is inside another value that was replaced as a whole. */
    public static String withoutEffect(String variable) {
        return "The variable '" + variable
                + "' has no effect, because another variable replaces the value that contains the one with its name";
    }

    /** Returns the exception for an error at an offset. */
    public NotThisFormatException refusal(int at, String message) {
        Lines lines = new Lines(content());
        return new NotThisFormatException(lines.line(at), lines.column(at), message);
    }

    /** Returns the edited file; if its encoding lacks a character of a new value, it becomes UTF-8, with a warning. */
    public StructuredFormat.Replaced finish() throws TextException {
        List<StructuredFormat.Replacement> replacements = places();
        if (edits.isEmpty()) {
            return new StructuredFormat.Replaced(bytes, replacements, warnings);
        }
        Text changed = text.with(edited());
        try {
            return new StructuredFormat.Replaced(changed.encode(), replacements, warnings);
        } catch (TextException e) {
            warnings.add(e.getMessage() + "; it is written as UTF-8");
            return new StructuredFormat.Replaced(Encoding.UTF_8.encode(changed.content()), replacements, warnings);
        }
    }

    private String edited() {
        edits.sort(Comparator.comparingInt(Edit::start));
        StringBuilder out = new StringBuilder(content().length() + 64);
        int copied = 0;
        for (Edit edit : edits) {
            out.append(content(), copied, edit.start()).append(edit.text());
            copied = edit.end();
        }
        return out.append(content(), copied, content().length()).toString();
    }

    private List<StructuredFormat.Replacement> places() {
        replaced.sort(Comparator.comparingInt(Replaced::at));
        Lines lines = new Lines(content());
        return replaced.stream()
                .map(each -> new StructuredFormat.Replacement(
                        each.variable(), lines.line(each.at()), lines.column(each.at())))
                .toList();
    }
}
