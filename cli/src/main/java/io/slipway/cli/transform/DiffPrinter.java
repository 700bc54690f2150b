package io.slipway.cli.transform;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import io.slipway.features.run.Edit;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints changes as unified diffs, which {@code patch} and {@code git apply} understand; on a terminal with colours and without control characters. */
final class DiffPrinter {
    /** The most lines of a file, before or after, that are compared: 20,000. */
    static final int MAX_LINES = 20_000;

    private static final int CONTEXT = 3;
    private static final String NO_NEWLINE = "\\ No newline at end of file";

    private final PrintWriter out;
    private final Ansi ansi;

    DiffPrinter(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(Edit edit) {
        List<String> before;
        List<String> after;
        try {
            before = lines(Text.decode(edit.before()).content());
            after = lines(Text.decode(edit.after()).content());
        } catch (TextException e) {
            out.print("Binary files a/" + edit.file() + " and b/" + edit.file() + " differ\n");
            return;
        }
        if (before.size() > MAX_LINES || after.size() > MAX_LINES || before.equals(after)) {
            // Equal lines and different bytes: another encoding.
            out.print("Files a/" + edit.file() + " and b/" + edit.file() + " differ: " + edit.before().length
                    + " bytes before, " + edit.after().length + " bytes after\n");
            return;
        }
        Patch<String> patch = joined(DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>()), before, after);
        UnifiedDiffUtils.generateUnifiedDiff("a/" + edit.file(), "b/" + edit.file(), before, patch, CONTEXT)
                .forEach(this::line);
    }

    /** The algorithm that needs little memory tells a change as an insertion and a deletion; people expect the old lines first. */
    private static Patch<String> joined(Patch<String> patch, List<String> before, List<String> after) {
        Patch<String> joined = new Patch<>();
        List<AbstractDelta<String>> deltas = patch.getDeltas();
        for (int first = 0; first < deltas.size(); ) {
            int last = first;
            while (last + 1 < deltas.size()
                    && deltas.get(last).getSource().getPosition()
                                    + deltas.get(last).getSource().size()
                            == deltas.get(last + 1).getSource().getPosition()) {
                last++;
            }
            Chunk<String> from = deltas.get(first).getSource();
            Chunk<String> to = deltas.get(first).getTarget();
            Chunk<String> fromEnd = deltas.get(last).getSource();
            Chunk<String> toEnd = deltas.get(last).getTarget();
            joined.addDelta(new ChangeDelta<>(
                    new Chunk<>(
                            from.getPosition(),
                            before.subList(from.getPosition(), fromEnd.getPosition() + fromEnd.size())),
                    new Chunk<>(
                            to.getPosition(), after.subList(to.getPosition(), toEnd.getPosition() + toEnd.size()))));
            first = last + 1;
        }
        return joined;
    }

    /** The lines; one that lacks its newline at the end carries the note that diffs put behind it. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.endsWith("\n")) {
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        }
        return List.of((text + "\n" + NO_NEWLINE).split("\n(?!\\\\ No newline at end of file\\z)", -1));
    }

    private void line(String line) {
        String style = line.startsWith("+++") || line.startsWith("---")
                ? "bold"
                : line.startsWith("@@")
                        ? "fg(cyan)"
                        : line.startsWith("+") ? "fg(green)" : line.startsWith("-") ? "fg(red)" : "";
        if (!ansi.enabled()) {
            out.print(line + "\n");
            return;
        }
        String printable = line.replaceAll("[\\p{Cntrl}&&[^\\t\\n]]", "\uFFFD");
        out.print(
                style.isEmpty()
                        ? printable
                        : Ansi.Style.on(Ansi.Style.parse(style)) + printable + Ansi.Style.off(Ansi.Style.parse(style)));
        out.print("\n");
    }
}
