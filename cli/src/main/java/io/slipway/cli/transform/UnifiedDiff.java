package io.slipway.cli.transform;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** Computes the hunks of a unified diff between two texts, as git writes them. */
final class UnifiedDiff {
    /**
     * The maximum number of lines, before or after, between the first and the last difference that are compared
     * individually: 20,000. More lines are one change.
     */
    static final int MAX_COMPARED = 20_000;

    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\n\\ No newline at end of file";

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /**
     * One line of a diff.
     *
     * @param sign {@code @}, {@code -}, {@code +}, {@code \} or a blank
     * @param text the text after the sign
     */
    record Line(char sign, String text) {
        @Override
        public String toString() {
            return sign + text;
        }

        /** Returns whether it is a line of the file. */
        boolean isContent() {
            return sign == ' ' || sign == '-' || sign == '+';
        }
    }

    /** The lines of a change, before and after, counted from 0. */
    private record Change(int before, int beforeEnd, int after, int afterEnd) {}

    private UnifiedDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /** Returns the hunks; empty if the texts are equal. */
    static List<Line> of(String before, String after) {
        UnifiedDiff diff = new UnifiedDiff(before, after);
        diff.write(diff.changes());
        return diff.lines;
    }

    /**
     * Splits a text into lines. As in git, only LF ends a line, and the last line without LF differs from the same
     * line with it.
     */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.set(lines.size() - 1, lines.getLast() + NO_NEWLINE);
        }
        return lines;
    }

    private List<Change> changes() {
        int start = 0;
        int common = Math.min(before.size(), after.size());
        while (start < common && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < common - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<String> from = before.subList(start, before.size() - end);
        List<String> to = after.subList(start, after.size() - end);
        List<Change> changes = new ArrayList<>();
        if (from.size() > MAX_COMPARED || to.size() > MAX_COMPARED) {
            changes.add(new Change(start, start + from.size(), start, start + to.size()));
            return changes;
        }
        for (AbstractDelta<String> delta :
                DiffUtils.diff(from, to, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            int beforeAt = start + delta.getSource().getPosition();
            int afterAt = start + delta.getTarget().getPosition();
            Change change = new Change(
                    beforeAt,
                    beforeAt + delta.getSource().size(),
                    afterAt,
                    afterAt + delta.getTarget().size());
            Change last = changes.isEmpty() ? null : changes.getLast();
            // The algorithm reports a change as an insertion and a deletion; people expect the old lines first.
            if (last != null && last.beforeEnd() == change.before() && last.afterEnd() == change.after()) {
                changes.set(
                        changes.size() - 1,
                        new Change(last.before(), change.beforeEnd(), last.after(), change.afterEnd()));
            } else {
                changes.add(change);
            }
        }
        return changes;
    }

    private void write(List<Change> changes) {
        for (int first = 0; first < changes.size(); ) {
            int last = first;
            while (last + 1 < changes.size()
                    && changes.get(last + 1).before() - changes.get(last).beforeEnd() <= 2 * CONTEXT) {
                last++;
            }
            hunk(changes.subList(first, last + 1));
            first = last + 1;
        }
    }

    private void hunk(List<Change> changes) {
        Change first = changes.getFirst();
        Change last = changes.getLast();
        int lead = Math.min(CONTEXT, first.before());
        int trail = Math.min(CONTEXT, before.size() - last.beforeEnd());
        int start = first.before() - lead;
        lines.add(new Line(
                '@',
                "@ -" + range(start, last.beforeEnd() + trail) + " +"
                        + range(first.after() - lead, last.afterEnd() + trail) + " @@"));
        int at = start;
        for (Change change : changes) {
            add(' ', before.subList(at, change.before()));
            add('-', before.subList(change.before(), change.beforeEnd()));
            add('+', after.subList(change.after(), change.afterEnd()));
            at = change.beforeEnd();
        }
        add(' ', before.subList(at, last.beforeEnd() + trail));
    }

    private void add(char sign, List<String> all) {
        for (String line : all) {
            boolean unended = line.endsWith(NO_NEWLINE);
            lines.add(new Line(sign, unended ? line.substring(0, line.length() - NO_NEWLINE.length()) : line));
            if (unended) {
                lines.add(new Line('\\', NO_NEWLINE.substring(2)));
            }
        }
    }

    /** Writes a range. An empty range begins after the previous line. */
    private static String range(int start, int end) {
        return (end > start ? start + 1 : start) + "," + (end - start);
    }
}
