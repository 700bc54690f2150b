package io.slipway.cli.transform;

import io.slipway.features.run.Edit;
import io.slipway.features.run.Masking;
import io.slipway.features.text.Encoding;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints changes as diffs for {@code git apply}, with sensitive values masked in the finished diff. The diff is UTF-8,
 * so a file in another encoding whose changed lines are not ASCII gets a binary patch, after its lines as comments. On
 * a terminal, the diff has colours and no control characters.
 */
final class DiffPrinter {
    private static final String COMMENT = "# ";

    private final PrintWriter out;
    private final Ansi ansi;
    private final Masking masking;

    DiffPrinter(PrintWriter out, Ansi ansi, Masking masking) {
        this.out = out;
        this.ansi = ansi;
        this.masking = masking;
    }

    void print(Edit edit) {
        Charset charset =
                isUtf8(edit.before()) && isUtf8(edit.after()) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        List<UnifiedDiff.Line> lines =
                UnifiedDiff.of(new String(edit.before(), charset), new String(edit.after(), charset));
        boolean printable = lines.stream()
                .allMatch(line -> line.text()
                        .chars()
                        .allMatch(c -> c != 0 && (c < 0x80 || charset.equals(StandardCharsets.UTF_8))));
        if (printable) {
            header(edit);
            print("--- " + GitName.inHeader("a/" + edit.file()), "bold");
            print("+++ " + GitName.inHeader("b/" + edit.file()), "bold");
            print(edit, lines, "");
        } else {
            binary(edit);
        }
    }

    private void header(Edit edit) {
        print("diff --git " + GitName.of("a/" + edit.file()) + " " + GitName.of("b/" + edit.file()), "bold");
    }

    private void print(Edit edit, List<UnifiedDiff.Line> lines, String prefix) {
        for (UnifiedDiff.Line line : lines) {
            String shown = line.isContent()
                    ? line.sign()
                            + (line.sign() == '+'
                                    ? masking.after(edit.file(), line.text())
                                    : masking.before(line.text()))
                    : line.toString();
            print(
                    prefix + shown,
                    switch (line.sign()) {
                        case '@' -> "fg(cyan)";
                        case '+' -> "fg(green)";
                        case '-' -> "fg(red)";
                        default -> "";
                    });
        }
    }

    private void binary(Edit edit) {
        byte[] after = edit.after();
        boolean whole = true;
        try {
            Text from = Text.decode(edit.before());
            Text to = Text.decode(edit.after());
            String encoding = name(from.encoding());
            print(
                    COMMENT + edit.file() + " is " + encoding
                            + (from.encoding().equals(to.encoding()) ? "" : " and becomes " + name(to.encoding()))
                            + ", so the patch below these lines is binary",
                    "bold");
            print(edit, UnifiedDiff.of(from.content(), to.content()), COMMENT);
            String masked = masking.afterLines(edit.file(), to.content());
            whole = masked.equals(to.content())
                    && masking.before(from.content()).equals(from.content());
            after = whole ? after : to.with(masked).encode();
        } catch (TextException e) {
            print(COMMENT + edit.file() + " is not text", "bold");
        }
        header(edit);
        out.print(BinaryPatch.index(edit.before(), after));
        out.print("GIT binary patch\n" + BinaryPatch.literal(after));
        if (whole) {
            // The reverse patch, which git does not require: it would contain values that are masked.
            out.print(BinaryPatch.literal(edit.before()));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        return Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }

    private static String name(Encoding encoding) {
        return encoding.charset().name() + (encoding.mark() ? " with a byte order mark" : "");
    }

    private void print(String line, String style) {
        if (!ansi.enabled()) {
            out.print(line + "\n");
            return;
        }
        String printable = line.replaceAll("[\\p{Cntrl}&&[^\\t\\n]]", "\uFFFD");
        out.print(
                style.isEmpty()
                        ? printable
                        // Not the style's own reset code: on many terminals, bold's is double underline.
                        : Ansi.Style.on(Ansi.Style.parse(style)) + printable + Ansi.Style.reset.on());
        out.print("\n");
    }
}
