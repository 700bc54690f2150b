package io.slipway.cli.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Slipway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code git apply} accepts the output of a dry run, and produces the bytes that the run writes. */
class DiffPrinterTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    Path work;

    private Path folder;
    private Path variables;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(work.resolve("app"));
        variables = work.resolve("variables.json");
        Files.writeString(variables, """
                [{"Name": "X", "Value": "new ü €"}, {"Name": "A", "Value": "new"}, {"Name": "Snow", "Value": "\u2603"}, {"Name": "Nothing", "Value": ""},
                 {"Name": "Lines", "Value": "1\\n2\\n3\\n"}, {"Name": "Key", "Value": "hunter22", "IsSensitive": true}]
                """);
    }

    /** Files with tokens that the run replaces. */
    static Stream<Arguments> files() {
        String far = "1\n2\n3\n4\n5\n6\n7\n8\n";
        String huge = IntStream.rangeClosed(1, UnifiedDiff.MAX_COMPARED + 10)
                .mapToObj(i -> i + " #{A}\n")
                .collect(Collectors.joining());
        return Stream.of(
                Arguments.of("UTF-8", "a.txt", utf8("ä #{X}\nß\n")),
                Arguments.of("UTF-8 with a byte order mark", "a.txt", utf8("\uFEFF#{X}\nß\n")),
                Arguments.of("a byte order mark far above", "a.txt", utf8("\uFEFFx\n" + far + "#{X}")),
                Arguments.of("CRLF", "a.txt", utf8("a\r\n#{X}\r\nb\r\n")),
                Arguments.of("CR alone", "a.txt", utf8("a\r#{X}\rb")),
                Arguments.of("mixed line breaks", "a.txt", utf8("a\r\n#{X}\nb\rc")),
                Arguments.of("no newline at the end", "a.txt", utf8("a\n#{X}")),
                Arguments.of("no newline at the end, far from the change", "a.txt", utf8("#{X}\n" + far + "end")),
                Arguments.of("no newline at the end any more", "a.txt", utf8("a\nb#{A | Substring 0}\n#{Nothing}")),
                Arguments.of("a newline at the end that was added", "a.txt", utf8("a\n#{Lines}")),
                Arguments.of("a file that becomes empty", "a.txt", utf8("#{Nothing}")),
                Arguments.of("changes near each other", "a.txt", utf8("#{A}\n1\n2\n3\n#{A}\n" + far + "#{A}\n1\n")),
                Arguments.of("removed lines", "a.txt", utf8("1\n#{if Nope}2\n3\n#{/if}4\n")),
                Arguments.of("lines like a diff's", "a.txt", utf8("-- a\n++ #{A}\n@@ -1 +1 @@\n--- #{A}\n")),
                Arguments.of("UTF-16 LE", "a.txt", bytes(StandardCharsets.UTF_16LE, "\uFEFFa\r\n#{X}\r\n")),
                Arguments.of("UTF-16 BE", "a.txt", bytes(StandardCharsets.UTF_16BE, "\uFEFF#{X}")),
                Arguments.of("windows-1252", "a.txt", bytes(WINDOWS_1252, "ä #{A}\nß\n")),
                Arguments.of("windows-1252 far away", "a.txt", bytes(WINDOWS_1252, "ä\n" + far + "#{A}\n")),
                Arguments.of("windows-1252 to UTF-8", "a.txt", bytes(WINDOWS_1252, "ä\n#{A | Append #{Snow}}\n")),
                Arguments.of("a name with blanks", "some dir/a file.txt", utf8("#{A}\n")),
                Arguments.of("a name with blanks, binary", "some dir/a file.txt", bytes(WINDOWS_1252, "ä#{A}\n")),
                Arguments.of("a name beyond ASCII", "grüße/日本.txt", utf8("#{A}\n")),
                Arguments.of("a name with quotes", "a \"quoted\".txt", utf8("#{A}\n")),
                Arguments.of("more lines than are compared", "a.txt", utf8(huge)),
                Arguments.of(
                        "more bytes than a line of a binary patch",
                        "a.txt",
                        bytes(StandardCharsets.UTF_16LE, "\uFEFF" + huge)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void git_apply_produces_the_result_of_the_run(String title, String name, byte[] before) throws Exception {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), before);
        String diff = run(Ansi.OFF, "--substitute", "**/*.txt", "--dry-run");
        assertThat(folder.resolve(name)).hasBinaryContent(before);
        Path copy = work.resolve("copy");
        run(Ansi.OFF, "--substitute", "**/*.txt", "--output", copy.toString());

        apply(diff);

        byte[] after = Files.readAllBytes(copy.resolve(name));
        assertThat(after).isNotEqualTo(before);
        assertThat(folder.resolve(name)).hasBinaryContent(after);
    }

    @Test
    void git_apply_accepts_several_files_in_one_diff() throws Exception {
        Files.write(folder.resolve("1.txt"), bytes(StandardCharsets.UTF_16LE, "\uFEFF#{X}\n"));
        Files.writeString(folder.resolve("2.txt"), "#{X}");
        Files.write(folder.resolve("3.txt"), bytes(WINDOWS_1252, "ä\n#{A}"));
        Files.writeString(folder.resolve("4.txt"), "#{X}\n");

        apply(run(Ansi.OFF, "--substitute", "*.txt", "--dry-run"));

        assertThat(Files.readAllBytes(folder.resolve("1.txt")))
                .isEqualTo(bytes(StandardCharsets.UTF_16LE, "\uFEFFnew ü €\n"));
        assertThat(folder.resolve("2.txt")).hasContent("new ü €");
        assertThat(Files.readAllBytes(folder.resolve("3.txt"))).isEqualTo(bytes(WINDOWS_1252, "ä\nnew"));
        assertThat(folder.resolve("4.txt")).hasContent("new ü €\n");
    }

    @Test
    void git_apply_writes_masks_for_sensitive_values_even_from_a_binary_patch() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "key #{Key}\n");
        Files.write(folder.resolve("b.txt"), bytes(StandardCharsets.UTF_16LE, "\uFEFFkey ä #{Key | ToBase64}\n"));
        String diff = run(Ansi.OFF, "--substitute", "*.txt", "--dry-run");
        assertThat(diff).doesNotContain("hunter22").contains("+key ********\n", "# +key ä ********\n");

        apply(diff);

        assertThat(folder.resolve("a.txt")).hasContent("key ********\n");
        assertThat(Files.readAllBytes(folder.resolve("b.txt")))
                .isEqualTo(bytes(StandardCharsets.UTF_16LE, "\uFEFFkey ä ********\n"));
    }

    @Test
    void a_diff_equals_that_of_git() throws Exception {
        Files.writeString(folder.resolve("a b.txt"), "a\n#{A}\nc");

        assertThat(run(Ansi.OFF, "--substitute", "*.txt", "--dry-run")).isEqualTo("""
                        diff --git a/a b.txt b/a b.txt
                        --- a/a b.txt\t
                        +++ b/a b.txt\t
                        @@ -1,3 +1,3 @@
                         a
                        -#{A}
                        +new
                         c
                        \\ No newline at end of file
                        """);
    }

    @Test
    void on_a_terminal_lines_have_colours_that_are_reset_and_no_control_characters() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "#{A}\u001b[2J\n");

        assertThat(run(Ansi.ON, "--substitute", "*.txt", "--dry-run"))
                .contains("\u001b[1m--- a/a.txt\u001b[0m\n", "\u001b[31m-#{A}\uFFFD[2J\u001b[0m\n")
                .contains("\u001b[32m+new\uFFFD[2J\u001b[0m\n")
                .doesNotContain("\u001b[2J", "\u001b[21m");
    }

    private static byte[] utf8(String text) {
        return bytes(StandardCharsets.UTF_8, text);
    }

    private static byte[] bytes(Charset charset, String text) {
        return text.getBytes(charset);
    }

    private void apply(String diff) throws IOException, InterruptedException {
        Path patch = work.resolve("patch");
        Files.writeString(patch, diff);
        Path said = work.resolve("said");
        Process git = new ProcessBuilder("git", "apply", "--verbose", patch.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(git.exitValue()).as("%s\n%s", Files.readString(said), diff).isZero();
    }

    private String run(Ansi ansi, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("transform", folder.toString(), "--variables", variables.toString()), Stream.of(more))
                .toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Slipway.commandLine();
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        assertThat(commandLine.execute(arguments)).as("%s", err).isZero();
        return out.toString();
    }
}
