package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileFeaturesTest {
    private static final String TEMPLATES = "Octopus.Action.SubstituteInFiles.TargetFiles";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"));
        write("a.txt", "x\n  y=#{X}\n");
    }

    @Test
    void the_report_lists_replacements_and_their_places_but_never_values() throws Exception {
        Report report = run("X", "hunter2");

        assertThat(report.files()).containsExactly("a.txt");
        assertThat(report.changes()).containsExactly(new Change(Feature.SUBSTITUTE_IN_FILES, "a.txt", "X", "2:5"));
        assertThat(report.toString()).doesNotContain("hunter2");
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=hunter2\n");
    }

    @Test
    void a_failure_in_one_file_leaves_all_files_unchanged() throws Exception {
        Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});

        Report report = run("X", "new");

        assertThat(report.files()).isEmpty();
        assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("b.txt");
            assertThat(error.message()).contains("UTF-16LE");
        });
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=#{X}\n");
    }

    @Test
    void a_pattern_without_files_is_a_warning_unless_that_is_disabled() throws Exception {
        assertThat(run("X", "new", TEMPLATES, "*.conf").findings(Severity.WARNING))
                .extracting(Finding::message)
                .containsExactly("No files were found that match the substitution target pattern '*.conf'");
        assertThat(run(TEMPLATES, "*.conf", "Octopus.Action.SubstituteInFiles.EnableNoMatchWarning", "False")
                        .findings())
                .isEmpty();
    }

    @Test
    void a_disabled_feature_does_not_run() throws Exception {
        assertThat(run("X", "new", "Octopus.Action.EnabledFeatures", "Octopus.Features.IISWebSite")
                        .files())
                .isEmpty();
        assertThat(run(
                                "X",
                                "new",
                                "Octopus.Action.EnabledFeatures",
                                "Octopus.Features.IISWebSite,Octopus.Features.SubstituteInFiles")
                        .files())
                .containsExactly("a.txt");
    }

    @Test
    void a_missing_variable_is_left_as_written_or_is_an_error() throws Exception {
        assertThat(run("OctopusShouldFailDeploymentOnSubstitutionFails", "True").failed())
                .isTrue();

        Report report = run("Y", "new");

        assertThat(report.failed()).isFalse();
        assertThat(report.findings(Severity.NOTE))
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("#{X}"));
        assertThat(report.changes()).isEmpty();
        assertThat(report.files()).isEmpty();
    }

    @Test
    void the_encoding_is_kept_or_changed_to_the_requested_one() throws Exception {
        Files.write(folder.resolve("a.txt"), "ü=#{X}".getBytes(StandardCharsets.ISO_8859_1));
        run("X", "new");
        assertThat(folder.resolve("a.txt")).hasBinaryContent("ü=new".getBytes(StandardCharsets.ISO_8859_1));

        run("Octopus.Action.SubstituteInFiles.OutputEncoding", "utf-666");
        assertThat(folder.resolve("a.txt")).hasBinaryContent("ü=new".getBytes(StandardCharsets.ISO_8859_1));

        run("Octopus.Action.SubstituteInFiles.OutputEncoding", "utf-8");
        assertThat(folder.resolve("a.txt")).hasBinaryContent("\uFEFFü=new".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_with_characters_that_its_encoding_lacks_is_written_in_utf_8_with_a_warning() throws Exception {
        Files.write(folder.resolve("a.txt"), "ü=#{X}".getBytes(StandardCharsets.ISO_8859_1));

        Report report = run("X", "Spőnge");

        assertThat(folder.resolve("a.txt")).hasBinaryContent("ü=Spőnge".getBytes(StandardCharsets.UTF_8));
        assertThat(report.findings(Severity.WARNING))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("written as UTF-8"));
    }

    @Test
    void additional_paths_must_be_within_the_folder() throws Exception {
        Files.createDirectory(folder.resolve("more"));
        write("more/b.txt", "#{X}");

        assertThat(run("X", "new", "Octopus.Action.AdditionalPaths", "more").files())
                .containsExactly("a.txt", "more/b.txt");
        assertThat(run("X", "new", "Octopus.Action.AdditionalPaths", "../more").findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("leaves the folder"));
    }

    @Test
    void links_out_of_the_folder_are_not_followed_and_reported() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("b.txt"), "#{X}");
        Files.createSymbolicLink(folder.resolve("dir"), outside);
        Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("b.txt"));

        Report report = run("X", "new", TEMPLATES, "**/*.txt");

        assertThat(report.files()).containsExactly("a.txt");
        assertThat(outside.resolve("b.txt")).hasContent("#{X}");
        assertThat(report.findings()).extracting(Finding::file).containsExactly("dir", "link.txt");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "file names on Windows cannot contain a backslash")
    void a_backslash_in_a_name_is_not_a_separator() throws Exception {
        Files.createDirectory(folder.resolve("a"));
        write("a/b.txt", "untouched");
        write("a\\b.txt", "#{X}");

        assertThat(run("X", "new").files()).containsExactly("a.txt", "a\\b.txt");
        assertThat(folder.resolve("a/b.txt")).hasContent("untouched");
        assertThat(folder.resolve("a\\b.txt")).hasContent("new");
    }

    @Test
    void a_binary_file_of_any_size_is_skipped_with_a_warning() throws Exception {
        byte[] picture = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR#{X}".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("b.txt"), picture);
        sized("c.txt", "", 100L << 20);

        Report report = run("X", "new");

        assertThat(report.findings(Severity.WARNING)).extracting(Finding::file).containsExactly("b.txt", "c.txt");
        assertThat(folder.resolve("b.txt")).hasBinaryContent(picture);
        assertThat(report.files()).containsExactly("a.txt");
    }

    @Test
    void a_hundred_megabytes_of_text_exceed_the_limit() throws Exception {
        sized("b.txt", " ".repeat(Limits.BINARY_PROBE), 100L << 20);

        Report report = run("X", "new");

        assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("b.txt");
            assertThat(error.message()).contains(String.valueOf(Limits.MAX_FILE));
        });
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=#{X}\n");
    }

    @Test
    void too_many_files_exceed_the_limit() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("f" + i + ".txt", "#{X}" + "x".repeat(1_000));
        }

        Plan plan = Runs.plan(folder, Map.of(TEMPLATES, "*.txt", "X", "new"), new Limits(2_000, 4_000));

        assertThat(plan.edits()).isEmpty();
        assertThat(plan.report().findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("4000 bytes together"));
    }

    @Test
    void an_unreadable_file_is_an_error() throws Exception {
        write("b.txt", "#{X}");
        Files.setPosixFilePermissions(folder.resolve("b.txt"), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(folder.resolve("b.txt")), "root can read every file");

        assertThat(run("X", "new").findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("permission denied"));
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=#{X}\n");
    }

    @Test
    void a_plan_changes_no_file() throws Exception {
        Plan plan = Runs.plan(folder, Map.of(TEMPLATES, "*.txt", "X", "new"), Limits.DEFAULT);

        assertThat(plan.edits()).extracting(Edit::file).containsExactly("a.txt");
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=#{X}\n");
    }

    @Test
    void changes_are_made_in_a_copy_and_not_in_the_folder() throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        write("sub/b.md", "b");
        Plan plan = Runs.plan(folder, Map.of(TEMPLATES, "*.txt", "X", "new"), Limits.DEFAULT);

        plan.copyTo(temp.resolve("copy"));

        assertThat(temp.resolve("copy/a.txt")).hasContent("x\n  y=new\n");
        assertThat(temp.resolve("copy/sub/b.md")).hasContent("b");
        assertThat(folder.resolve("a.txt")).hasContent("x\n  y=#{X}\n");
        assertThatThrownBy(() -> plan.copyTo(temp.resolve("copy")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> plan.copyTo(folder.resolve("inside"))).isInstanceOf(IOException.class);
        assertThat(temp).isDirectoryNotContaining("glob:**/.slipway-copy-*");
    }

    private Report run(String... pairs) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of(TEMPLATES, "*.txt"));
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }

    private void sized(String file, String start, long size) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
            sparse.write(start.getBytes(StandardCharsets.UTF_8));
            sparse.setLength(size);
        }
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }
}
