package io.slipway.cli.variables;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Slipway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests the options for variables with {@code slipway transform}. */
class VariableOptionsTest {
    private static final InputStream STANDARD_INPUT = System.in;

    @TempDir
    Path work;

    private final StringWriter err = new StringWriter();
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(work.resolve("app"));
        Files.writeString(folder.resolve("a.txt"), "#{Db}|#{Key}");
    }

    @AfterEach
    void putStandardInputBack() {
        System.setIn(STANDARD_INPUT);
    }

    @ParameterizedTest
    @CsvSource({"Development, dev-db", "production, prod-db", "Environments-2, prod-db"})
    void a_list_from_the_octopus_command_line_has_a_value_for_each_environment(String environment, String expected)
            throws IOException {
        write("octopus.json", """
                [{"ID": "1", "Name": "Db", "Value": "dev-db", "IsSensitive": false, "Scope":
                   {"Actions": null, "Environments": [{"ID": "Environments-1", "Name": "Development"}], "Roles": null}},
                 {"ID": "2", "Name": "Db", "Value": "prod-db", "IsSensitive": false, "Scope":
                   {"Actions": null, "Environments": [{"ID": "Environments-2", "Name": "Production"}], "Roles": null}}]
                """);
        assertThat(run("--variables", "octopus.json", "--environment", environment))
                .isZero();
        assertThat(result()).isEqualTo(expected + "|#{Key}");
        assertThat(err.toString()).doesNotContain("slipway: warning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--channel Hotfix",
                "--role web-server",
                "--target-tag web-server",
                "--machine web01",
                "--target Machines-1",
                "--tenant Acme",
                "--tenant-tag Regions/EU",
                "--step 'Deploy web'",
                "--action 'Deploy web'",
                "--process Backup"
            })
    void every_dimension_of_a_scope_has_an_option(String option) throws IOException {
        String[] parts = option.replace("'", "").split(" ", 2);
        write("set.json", """
                {"Variables": [{"Name": "Db", "Value": "any"}, {"Name": "Db", "Value": "scoped", "Scope": {"%s": ["%s"]}}],
                 "ScopeValues": {"Machines": [{"Id": "Machines-1", "Name": "web01"}]}}""".formatted(
                kind(parts[0]), parts[0].startsWith("--target") && parts[1].startsWith("M") ? "Machines-1" : parts[1]));
        assertThat(run(Stream.concat(Stream.of("--variables", "set.json"), Stream.of(parts))
                        .toArray(String[]::new)))
                .as("%s", err)
                .isZero();
        assertThat(result()).isEqualTo("scoped|#{Key}");
    }

    private static String kind(String option) {
        return switch (option) {
            case "--target" -> "Machine";
            case "--target-tag" -> "Role";
            case "--tenant-tag" -> "TenantTag";
            case "--step" -> "Action";
            default -> option.substring(2);
        };
    }

    @Test
    void values_that_do_not_apply_without_an_environment_cause_a_warning() throws IOException {
        write("v.json", "[{\"Name\": \"Db\", \"Value\": \"x\", \"Scope\": {\"Environment\": [\"Production\"]}}]");
        assertThat(run("--variables", "v.json")).isZero();
        assertThat(err.toString())
                .contains("slipway: warning: no environment is given, so a value that is scoped to environments"
                        + " (Production) does not hold");
        assertThat(run("--variables", "v.json", "--environment", "Prodction")).isZero();
        assertThat(err.toString())
                .contains(
                        "slipway: warning: the environment must be one that the variables name (Production), but was Prodction");
    }

    @Test
    void a_misspelt_scope_is_an_error_with_the_position() throws IOException {
        write("v.json", "[{\"Name\": \"Db\", \"Value\": \"x\",\n \"Scope\": {\"Enviroment\": [\"Production\"]}}]");
        assertThat(run("--variables", "v.json", "--environment", "Production")).isEqualTo(1);
        assertThat(err.toString()).contains("v.json:2:12: the Scope of Db has the key Enviroment");
        assertThat(result()).isEqualTo("#{Db}|#{Key}");
    }

    @Test
    void a_secret_that_an_export_omits_is_read_from_a_later_file_or_standard_input() throws IOException {
        write("octopus.json", """
                [{"Name": "Db", "Value": "h"}, {"Name": "Key", "Value": null, "IsSensitive": true, "Type": "Sensitive"}]""");
        assertThat(run("--variables", "octopus.json")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "octopus.json:1:41: the sensitive variable Key has no value, which exports leave out; provide it in a"
                                + " later --variables file or with --set-sensitive Key");
        assertThat(result()).isEqualTo("#{Db}|#{Key}");

        write("secrets.env", "Key=hunter2\n");
        assertThat(run("--variables", "octopus.json", "--variables", "secrets.env"))
                .isZero();
        assertThat(result()).isEqualTo("h|hunter2");

        Files.writeString(folder.resolve("a.txt"), "#{Db}|#{Key}");
        in("s3cret\r\n");
        assertThat(run("--variables", "octopus.json", "--set-sensitive", "Key")).isZero();
        assertThat(result()).isEqualTo("h|s3cret");
    }

    @Test
    void a_secret_is_read_from_a_file_and_masked_in_a_dry_run() throws IOException {
        write("key.txt", "hunter2\n");
        assertThat(run("--set", "Db=a=b", "--set-sensitive", "Key=@" + work.resolve("key.txt")))
                .isZero();
        assertThat(result()).isEqualTo("a=b|hunter2");
    }

    @Test
    void files_are_read_in_order_and_in_any_format() throws IOException {
        write("project.yaml", "Db: one\nKey: one\n");
        write("library.properties", "db = two\nkey = two\n");
        in("\uFEFF{\"KEY\": \"three\"}");
        assertThat(run("--variables", "project.yaml", "--variables", "library.properties", "--variables", "-"))
                .isZero();
        assertThat(result()).isEqualTo("two|three");
    }

    @Test
    void a_file_written_by_power_shell_is_read() throws IOException {
        Files.write(work.resolve("ps.json"), "\uFEFF{\r\n\"Db\": \"ä\"}\r\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(run("--variables", "ps.json")).isZero();
        assertThat(result()).isEqualTo("ä|#{Key}");
    }

    @Test
    void environment_variables_are_available_only_if_requested() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "#{env:PATH}");
        assertThat(run("--set", "A=1")).isZero();
        assertThat(result()).isEqualTo("#{env:PATH}");
        assertThat(run("--env", "PATH")).isZero();
        assertThat(result()).isEqualTo(System.getenv("PATH"));
        assertThat(run("--env", "NO_SUCH_VARIABLE_HERE")).isEqualTo(1);
        assertThat(err.toString()).contains("the environment variable NO_SUCH_VARIABLE_HERE of --env must be set");
    }

    @Test
    void unused_variables_are_counted() throws IOException {
        String[] variables = {"--set", "Db=#{Host}", "--set", "Host=h", "--set", "Old=1", "--set", "Older=2"};
        assertThat(run(variables)).isZero();
        assertThat(err.toString()).contains("2 variables were not used; -v lists them");
        assertThat(run(Stream.concat(Stream.of(variables), Stream.of("-v")).toArray(String[]::new)))
                .isZero();
        assertThat(err.toString()).contains("4 variables were not used: Db, Host, Old, Older");
    }

    @Test
    void invalid_options_are_reported() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--set", "nonsense")).isEqualTo(2);
        assertThat(run("--set-sensitive", "Key=hunter2")).isEqualTo(2);
        assertThat(run("--variables", "missing.json")).isEqualTo(1);
        in("{}");
        assertThat(run("--variables", "-", "--set-sensitive", "Key")).isEqualTo(1);
        assertThat(err.toString().lines().map(line -> line.replace(work + "/", "")))
                .containsExactly(
                        "slipway: No variables: provide a file with --variables, or values with --set. See 'slipway transform --help'.",
                        "slipway: --set must be NAME=VALUE. See 'slipway transform --help'.",
                        "slipway: --set-sensitive must be NAME, whose value is read from standard input, or NAME=@FILE: other users can"
                                + " read command lines. See 'slipway transform --help'.",
                        "slipway: there is no file missing.json",
                        "slipway: standard input can only be read once; use a file for the other option");
    }

    private static void in(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(work.resolve(name), text);
    }

    private String result() throws IOException {
        return Files.readString(folder.resolve("a.txt"));
    }

    /** Runs a substitution of the file; names of variable files are relative to the test's folder. */
    private int run(String... options) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("transform", folder.toString(), "--substitute", "*.txt"));
        String before = "";
        for (String option : options) {
            arguments.add(
                    before.equals("--variables") && !option.equals("-")
                            ? work.resolve(option).toString()
                            : option);
            before = option;
        }
        CommandLine commandLine = Slipway.commandLine();
        commandLine.setOut(new PrintWriter(new StringWriter()));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
