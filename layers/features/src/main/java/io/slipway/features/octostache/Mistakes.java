package io.slipway.features.octostache;

import io.slipway.features.octostache.TemplateResult.Left;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the reasons why tokens cannot be read, by position. The first reason at a position wins: it is from the
 * reader of the token's keyword.
 */
final class Mistakes {
    private static final int MAX_QUOTED = 60;

    private final String text;
    private final Map<Integer, Left> known = new HashMap<>();
    /** Blocks whose beginning is reported, so that their ends need no report. */
    private final Map<String, Integer> open = new HashMap<>();

    Mistakes(String text) {
        this.text = text;
    }

    /** Records a block whose tag cannot be read. */
    void unreadable(int at, String keyword, String form) {
        open.merge(keyword.equals("elseif") ? "if" : keyword, 1, Integer::sum);
        add(at, quoted(at) + " cannot be read: #{" + keyword + "} must have the form " + form);
    }

    /**
     * Records an unclosed block: its end is missing, comes after another block's end, or follows an unreadable token.
     */
    void notClosed(int at, int stopped, String end) {
        open.merge(end.substring("#{/".length(), end.length() - 1), 1, Integer::sum);
        Left within = stopped > at ? known.get(stopped) : null;
        if (within != null) {
            known.putIfAbsent(at, within);
        } else if (text.startsWith("#{/", stopped)) {
            add(at, quoted(at) + " must be closed by " + end + ", but was closed by " + tag(stopped));
        } else {
            add(at, quoted(at) + " is not closed: " + end + " is missing");
        }
    }

    /** Records a value without end, or with an invalid character. */
    void substitution(int at, int stopped) {
        int close = text.indexOf('}', at);
        int line = lineEnd(at);
        int next = text.indexOf("#{", at + 2);
        if (close < 0 || close > line || (next >= 0 && next < close && stopped >= next)) {
            add(at, quoted(at) + " is not closed: } is missing");
        } else if (stopped < close && text.charAt(stopped) == '"') {
            int hash = text.indexOf('#', stopped);
            int quote = text.indexOf('"', stopped + 1);
            add(
                    at,
                    quoted(at) + " cannot be read: "
                            + (hash >= 0 && hash < quote
                                    ? "a text in quotes must not hold #, unless it is written \\\"…\\\""
                                    : "the text in quotes is not closed"));
        } else if (stopped < close && text.charAt(stopped) == '|') {
            add(at, quoted(at) + " cannot be read: the name of a filter must follow |");
        } else if (stopped < close) {
            add(
                    at,
                    quoted(at) + " cannot be read: '" + Character.toString(text.codePointAt(stopped))
                            + "' must not be here");
        } else {
            add(at, quoted(at) + " cannot be read: something is missing before }");
        }
    }

    /** Returns the report of a name that continues on the next line, which Octostache allows but no author intends. */
    Left notClosedOnItsLine(int at) {
        return new Left(at, quoted(at) + " is not closed: } is missing", true);
    }

    /** Returns the recorded reason for the token at this position. */
    Optional<Left> known(int at) {
        return Optional.ofNullable(known.get(at));
    }

    /** Returns the reason for the unreadable token at this position; empty for the end of a block whose beginning is reported. */
    Optional<Left> unread(int at) {
        if (text.startsWith("#{/", at)) {
            String block = tag(at).substring("#{/".length()).replace("}", "");
            int begun = open.getOrDefault(block, 0);
            open.put(block, Math.max(0, begun - 1));
            return begun > 0
                    ? Optional.empty()
                    : Optional.of(new Left(at, quoted(at) + " closes nothing that is open", true));
        }
        return Optional.of(known.getOrDefault(at, new Left(at, quoted(at) + " cannot be read", true)));
    }

    private void add(int at, String why) {
        known.putIfAbsent(at, new Left(at, why, true));
    }

    private String tag(int at) {
        int close = text.indexOf('}', at);
        return text.substring(
                at, Math.min(close < 0 ? text.length() : close + 1, Math.min(lineEnd(at), at + MAX_QUOTED)));
    }

    /** Quotes the token, up to the end of its line. */
    private String quoted(int at) {
        return "'" + tag(at) + "'";
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}
