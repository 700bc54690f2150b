package io.slipway.cli.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.run.Edit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class DiffPrinterTest {
    @Test
    void printsAUnifiedDiff() {
        assertThat(diff(Ansi.OFF, "a\nb\nc\n", "a\nB\nc\n")).isEqualTo("""
                        --- a/x.txt
                        +++ b/x.txt
                        @@ -1,3 +1,3 @@
                         a
                        -b
                        +B
                         c
                        """);
    }

    @Test
    void saysWhereTheNewlineAtTheEndIsMissing() {
        assertThat(diff(Ansi.OFF, "a\nb", "a\nb\n")).isEqualTo("""
                        --- a/x.txt
                        +++ b/x.txt
                        @@ -1,2 +1,2 @@
                         a
                        -b
                        \\ No newline at end of file
                        +b
                        """);
    }

    @Test
    void keepsCarriageReturnsSoThatTheDiffCanBeApplied() {
        assertThat(diff(Ansi.OFF, "a\r\n", "b\r\n")).contains("-a\r\n", "+b\r\n");
    }

    @Test
    void coloursLinesOnATerminalAndShowsNoControlCharacter() {
        assertThat(diff(Ansi.ON, "a\n", "\u001b[2Jb\n"))
                .contains("\u001b[31m-a", "\u001b[32m+\uFFFD[2Jb")
                .doesNotContain("\u001b[2J");
    }

    @Test
    void aFileThatOnlyChangesItsEncodingHasNoLinesToShow() {
        Edit edit =
                new Edit("x.txt", "ü\n".getBytes(StandardCharsets.ISO_8859_1), "ü\n".getBytes(StandardCharsets.UTF_8));

        assertThat(diff(Ansi.OFF, edit)).isEqualTo("Files a/x.txt and b/x.txt differ: 2 bytes before, 3 bytes after\n");
    }

    @Test
    void aHugeFileIsOnlyNamed() {
        String huge = "x\n".repeat(DiffPrinter.MAX_LINES + 1);

        assertThat(diff(Ansi.OFF, huge, huge + "y\n")).startsWith("Files a/x.txt and b/x.txt differ");
    }

    private static String diff(Ansi ansi, String before, String after) {
        return diff(
                ansi,
                new Edit("x.txt", before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8)));
    }

    private static String diff(Ansi ansi, Edit edit) {
        StringWriter out = new StringWriter();
        new DiffPrinter(new PrintWriter(out), ansi).print(edit);
        return out.toString();
    }
}
