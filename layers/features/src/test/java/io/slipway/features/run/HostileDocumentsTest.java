package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.slipway.features.octostache.Variable;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Features end soon on any document, with a clear error or a skip, and write all files or none. */
@Timeout(120)
class HostileDocumentsTest {
    private static final String GOOD = "{\"a\": \"old\"}";

    @TempDir
    Path temp;

    private Path folder;

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "Octopus.Action.Package.JsonConfigurationVariablesTargets",
            "*.json\n*.yaml\n*.xml\n*.properties",
            "Octopus.Action.Package.AutomaticallyUpdateAppSettingsAndConnectionStrings",
            "True",
            "a",
            "new",
            "//a",
            "new"));

    @BeforeEach
    void a_file_that_would_change() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"));
        write("a.json", GOOD);
    }

    /** A reference to an external entity is an error in its file; nothing outside the folder is read. */
    @ParameterizedTest
    @ValueSource(strings = {"x.xml", "x.config"})
    void external_entities_are_not_read(String file) throws IOException {
        Path secret = Files.writeString(temp.resolve("secret.txt"), "hunter2");
        for (String document : new String[] {
            "<!DOCTYPE r [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><r><a>&e;</a></r>",
            "<!DOCTYPE r [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><r><a b='&e;'/></r>",
            "<!DOCTYPE r [<!ENTITY % e SYSTEM '" + secret.toUri() + "'> %e;]><r><a/></r>",
            "<!DOCTYPE r SYSTEM '" + secret.toUri() + "'><r><a/></r>",
        }) {
            write(file, document);
            Report report = run();
            assertThat(report.toString()).as(document).doesNotContain("hunter2");
            assertThat(folder.resolve(file)).as(document).content().doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.xml", "x.config"})
    void entity_bombs_fail_the_run(String file) throws IOException {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE r [<!ENTITY e0 'xxxxxxxxxx'>");
        for (int i = 1; i < 12; i++) {
            bomb.append("<!ENTITY e").append(i).append(" '").append(("&e" + (i - 1) + ";").repeat(10));
            bomb.append("'>");
        }
        fails(file, bomb.append("]><r><a>&e11;</a></r>").toString(), "entit");
        fails(file, "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>", "entit");
    }

    /** Aliases are not followed, so an alias bomb is an ordinary text. */
    @Test
    void alias_bombs_are_not_expanded() throws IOException {
        StringBuilder bomb = new StringBuilder("a: old\nb0: &b0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("b").append(i).append(": &b").append(i).append(" [").append(("*b" + (i - 1) + ", ").repeat(10));
            bomb.append("]\n");
        }
        write("x.yaml", bomb.toString());

        Report report = run();

        assertThat(report.failed()).isFalse();
        assertThat(folder.resolve("x.yaml")).hasContent(bomb.toString().replace("old", "new"));
    }

    /** The same holds in the value of a variable. */
    @Test
    void an_alias_bomb_in_a_variable_is_written_unexpanded() throws IOException {
        write("x.yaml", "a: [1]\n");
        variables.put("a", "[&x [1, 1], &y [*x, *x], &z [*y, *y]]");
        run();
        assertThat(folder.resolve("x.yaml")).hasContent("a: [&x [1, 1], &y [*x, *x], &z [*y, *y]]\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 200_000})
    void deeply_nested_json_is_edited(int depth) throws IOException {
        String deep = "{\"z\":".repeat(depth) + "[]" + "}".repeat(depth);
        write("x.json", deep.substring(0, 1) + "\"a\":\"old\"," + deep.substring(1));
        assertThat(run().files()).containsExactly("a.json", "x.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x.yaml   | [     | deep
            x.yaml   | {b:  | deep
            x.json   | [     | ends too early
            x.xml    | <a>   | Maximum
            x.config | <a>   | Maximum
            """)
    void excessive_nesting_fails_the_run(String file, String piece, String message) throws IOException {
        fails(file, piece.repeat(100_000), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            //a[matches(., '^(x|xx)+$')]
            //a[replace(., '(x+x+)+y', 'z') = 'q']
            //a[tokenize(., '(x*)*y') = 'q']
            //a[some $i in 1 to 100000000 satisfies $i = 0]
            string-join(for $i in 1 to 100000000 return 'x', '')/a
            """)
    void an_expensive_xpath_in_a_variables_name_ends_within_bounded_time(String expression) throws IOException {
        variables.remove("//a");
        variables.put(expression, "new");
        String text = "<r><a>" + "x".repeat(5_000) + "!</a></r>";
        write("x.xml", text);

        Report report = run();

        assertThat(folder.resolve("x.xml")).hasContent(text);
        assertThat(folder.resolve("a.json")).hasContent(report.failed() ? GOOD : GOOD.replace("old", "new"));
    }

    /** The file is read like one without a declaration, and all bytes outside the value stay. */
    @ParameterizedTest
    @CsvSource({"x.xml, x-nope", "x.xml, utf-7", "x.config, x-nope"})
    void an_unknown_declared_encoding_is_ignored(String file, String encoding) throws IOException {
        String text = "<?xml version='1.0' encoding='" + encoding
                + "'?><appSettings b='é'><add key='a' value='old'/><a>old</a></appSettings>";
        write(file, text);

        assertThat(run().failed()).isFalse();

        assertThat(folder.resolve(file))
                .hasContent(file.endsWith("xml") ? text.replace(">old<", ">new<") : text.replace("'old'", "'new'"));
    }

    @Test
    void a_file_of_100_megabytes_fails_the_run_with_the_limit() throws IOException {
        for (String file : new String[] {"x.json", "x.yaml", "x.xml", "x.properties", "x.config"}) {
            try (RandomAccessFile sparse =
                    new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
                sparse.write(" ".repeat(Limits.BINARY_PROBE).getBytes(StandardCharsets.UTF_8));
                sparse.setLength(100L << 20);
            }
            assertThat(run().findings(Severity.ERROR)).as(file).singleElement().satisfies(error -> {
                assertThat(error.file()).isEqualTo(file);
                assertThat(error.message()).contains(String.valueOf(Limits.MAX_FILE));
            });
            Files.delete(folder.resolve(file));
        }
        assertThat(folder.resolve("a.json")).hasContent(GOOD);
    }

    @Test
    void binary_files_are_skipped_with_a_warning() throws IOException {
        for (String file : new String[] {"x.json", "x.yaml", "x.xml", "x.properties"}) {
            write(file, "a: \0");
        }

        Report report = run();

        assertThat(report.files()).containsExactly("a.json");
        assertThat(report.findings(Severity.WARNING))
                .extracting(Finding::file)
                .containsExactly("x.json", "x.yaml", "x.xml", "x.properties");
    }

    @Test
    void a_binary_config_file_fails_the_run() throws IOException {
        fails("x.config", "<r>\0</r>", "NULL");
    }

    /** Parsers quote their input, which may contain the result of a template. */
    @ParameterizedTest
    @ValueSource(strings = {"x.xml", "x.config"})
    void no_message_contains_a_sensitive_value_that_breaks_a_document(String file) throws IOException {
        write(file, "<a><#{Secret}></a>");
        variables.put("Octopus.Action.SubstituteInFiles.TargetFiles", file);
        VariableSet set = new VariableSet(
                Stream.concat(
                                variables.entrySet().stream()
                                        .map(it -> new Variable(it.getKey(), it.getValue(), false)),
                                Stream.of(new Variable("Secret", "hunter2", true)))
                        .toList(),
                Clock.systemUTC());

        Report report = Runs.run(folder, set);

        assertThat(report.failed()).isTrue();
        assertThat(report.toString()).contains("********").doesNotContain("hunter2");
    }

    @Test
    void links_out_of_the_folder_are_not_followed() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("x.config"), "<appSettings><add key='a' value='old'/></appSettings>");
        Files.writeString(outside.resolve("x.json"), GOOD);
        Files.createSymbolicLink(folder.resolve("dir"), outside);
        Files.createSymbolicLink(folder.resolve("x.json"), outside.resolve("x.json"));
        Files.createSymbolicLink(folder.resolve("x.config"), outside.resolve("x.config"));

        Report report = run();

        assertThat(report.files()).containsExactly("a.json");
        assertThat(outside.resolve("x.json")).hasContent(GOOD);
        assertThat(outside.resolve("x.config")).content().contains("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "x.yaml", "x.xml", "x.properties", "x.config"})
    void a_file_that_cannot_be_read_fails_the_run(String file) throws IOException {
        write(file, GOOD);
        Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(folder.resolve(file)), "root can read every file");

        assertThat(run().findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("permission denied"));
        assertThat(folder.resolve("a.json")).hasContent(GOOD);
    }

    private void fails(String file, String text, String message) throws IOException {
        write(file, text);

        Report report = run();

        assertThat(report.findings(Severity.ERROR)).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo(file);
            assertThat(error.message()).contains(message).hasSizeLessThan(400);
        });
        assertThat(folder.resolve(file)).hasContent(text);
        assertThat(folder.resolve("a.json")).hasContent(GOOD);
    }

    private Report run() throws IOException {
        Plan plan = Runs.plan(folder, variables, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
