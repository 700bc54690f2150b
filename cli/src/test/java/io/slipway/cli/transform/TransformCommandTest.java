package io.slipway.cli.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Slipway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TransformCommandTest {
    @TempDir
    Path work;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path folder;
    private Path variables;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(work.resolve("app"));
        Files.writeString(folder.resolve("nginx.conf"), "listen #{Port};\r\nkey #{Key};\r\n");
        variables = work.resolve("variables.json");
        Files.writeString(variables, """
                [{"Name": "Port", "Value": "80"},
                 {"Name": "Port", "Value": "8080", "Scope": {"Environment": ["Production"]}},
                 {"Name": "Key", "Value": "hunter2", "IsSensitive": true}]
                """);
    }

    @Test
    void templates_are_substituted_with_the_values_of_the_environment() throws IOException {
        assertThat(run("--environment", "Production", "--substitute", "*.conf")).isZero();
        assertThat(folder.resolve("nginx.conf")).hasContent("listen 8080;\r\nkey hunter2;\r\n");
        assertThat(out.toString().strip()).isEqualTo("nginx.conf");
    }

    @Test
    void a_dry_run_prints_a_diff_without_sensitive_values_and_changes_nothing() throws IOException {
        String before = Files.readString(folder.resolve("nginx.conf"));
        assertThat(run("--substitute", "*.conf", "--dry-run")).isZero();
        assertThat(folder.resolve("nginx.conf")).hasContent(before);
        assertThat(out.toString()).contains("-listen #{Port};", "+listen 80;").doesNotContain("hunter2");
        assertThat(err.toString()).doesNotContain("hunter2");
    }

    @Test
    void values_in_structured_files_are_replaced_and_reported_with_name_and_position() throws IOException {
        Files.writeString(folder.resolve("app.yaml"), "# kept\nserver:\n  port: 1   # kept\n  key: 'x'");
        Files.writeString(variables, """
                [{"Name": "Server:Port", "Value": "#{Port}"}, {"Name": "Port", "Value": "8080"},
                 {"Name": "server:key", "Value": "hunter2", "IsSensitive": true}]
                """);
        assertThat(run("--structured", "*.yaml", "--dry-run")).isZero();
        assertThat(out.toString())
                .contains("+  port: 8080   # kept", "+  key: '********'")
                .doesNotContain("hunter2");

        assertThat(run("--structured", "*.yaml", "--verbose")).isZero();
        assertThat(folder.resolve("app.yaml")).hasContent("# kept\nserver:\n  port: 8080   # kept\n  key: 'hunter2'");
        assertThat(err.toString())
                .contains("app.yaml", "Server:Port at 3:9", "server:key at 4:8")
                .doesNotContain("hunter2");
    }

    @Test
    void an_unreadable_structured_file_fails_the_run_with_the_position() throws IOException {
        Files.writeString(folder.resolve("app.json"), "{\n \"a\": x}");
        assertThat(run("--structured", "*.json")).isEqualTo(1);
        assertThat(err.toString()).contains("app.json:2:7: error: Structured variable replacement failed");
    }

    @Test
    void a_copy_leaves_the_folder_unchanged() {
        Path copy = work.resolve("copy");
        assertThat(run("--substitute", "*.conf", "--output", copy.toString())).isZero();
        assertThat(copy.resolve("nginx.conf")).content().contains("listen 80;");
        assertThat(folder.resolve("nginx.conf")).content().contains("#{Port}");
    }

    @Test
    void the_environments_transforms_are_applied_after_the_listed_ones() throws IOException {
        String web = "<configuration>\n  <add key='a' value='0'/>\n</configuration>\n";
        Files.writeString(folder.resolve("Web.config"), web);
        writeTransform("Web.Shop.config", "<add key='a' value='1' shop='#{Port}' xdt:Transform='SetAttributes'/>");
        writeTransform("Web.Production.config", "<add value='2' xdt:Transform='SetAttributes'/>");
        String[] arguments = {
            "--environment",
            "Production",
            "--automatic-transforms",
            "--transform",
            "Web.Shop.config => Web.config",
            "--substitute",
            "Web.Shop.config"
        };

        assertThat(run(arguments)).as("%s", err).isZero();
        assertThat(folder.resolve("Web.config")).hasContent(web.replace("'0'", "'2' shop='8080'"));
        assertThat(out.toString().lines()).containsExactly("Web.Shop.config", "Web.config");
    }

    @Test
    void a_transforms_warning_is_an_error_unless_warnings_are_allowed() throws IOException {
        Files.writeString(folder.resolve("Web.config"), "<configuration><a/></configuration>");
        writeTransform("Web.Release.config", "<a xdt:Transform='Remove'/><b xdt:Transform='Remove'/>");

        assertThat(run("--automatic-transforms")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "Web.Release.config:2:29: error: No element in the source document matches '/configuration/b'");
        assertThat(folder.resolve("Web.config")).content().contains("<a/>");
        assertThat(run("--automatic-transforms", "--allow-transform-warnings")).isZero();
        assertThat(folder.resolve("Web.config")).content().doesNotContain("<a/>");
    }

    @Test
    void a_dry_run_of_transforms_prints_their_diff() throws IOException {
        Files.writeString(folder.resolve("Web.config"), "<configuration>\n  <a/>\n</configuration>\n");
        writeTransform("Web.Release.config", "<b xdt:Transform='Insert'/>");

        assertThat(run("--automatic-transforms", "--dry-run")).isZero();
        assertThat(out.toString()).contains("+  <b/>");
        assertThat(folder.resolve("Web.config")).content().doesNotContain("<b/>");
    }

    @Test
    void a_dry_run_prints_the_result_of_the_run_with_masked_values() throws IOException {
        Files.writeString(variables, """
                [{"Name": "Flag", "Value": "false", "IsSensitive": true}, {"Name": "P", "Value": "x", "IsSensitive": true},
                 {"Name": "N", "Value": "21", "IsSensitive": true}, {"Name": "Port", "Value": "8080", "IsSensitive": true},
                 {"Name": "Pin", "Value": "123", "IsSensitive": true}, {"Name": "Pwd", "Value": "hun\\"ter & <2>", "IsSensitive": true},
                 {"Name": "Login", "Value": "{\\"user\\": \\"sa\\", \\"pass\\": \\"s3cret!\\"}", "IsSensitive": true},
                 {"Name": "Host", "Value": "db1"}, {"Name": "Url", "Value": "sql://sa:#{Pwd}@#{Host}"}]
                """);
        Files.writeString(folder.resolve("a.txt"), """
                #{if Flag}on#{else}off#{/if} #{if P == "x"}eq#{else}ne#{/if} #{calc N * 2}
                pin #{Pin} 1234 #{Url} #{Pwd | ToBase64} #{Pwd | ToUpper}
                """);
        Files.writeString(
                folder.resolve("app.json"),
                "{\n  \"Port\": #{Port},\n  \"Host\": \"a\",\n  \"Pwd\": \"\",\n  \"Login\": {}\n}\n");
        Files.writeString(folder.resolve("app.yaml"), "Pwd: #{Port}\nHost: a\nUrl: b\n");
        Files.writeString(folder.resolve("app.config"), "<c><appSettings><add key='Pwd' value=''/></appSettings></c>");
        String[] arguments = {
            "--substitute",
            "*.txt",
            "--substitute",
            "app.json",
            "--substitute",
            "*.yaml",
            "--structured",
            "app.json",
            "--structured",
            "app.yaml",
            "--configuration-variables",
            "--dry-run"
        };

        assertThat(run(arguments)).as("%s", err).isZero();

        assertThat(out.toString())
                .contains("+off eq 42\n")
                .contains("+pin ******** 1234 sql://sa:********@db1 ******** ********\n")
                .contains("+  \"Port\": ********,\n+  \"Host\": \"db1\",\n+  \"Pwd\": \"********\",\n+  \"Login\": {\n")
                .contains("+    \"pass\": \"********\"\n")
                .contains("+Pwd: ********\n", "+Host: db1\n+Url: sql://sa:********@db1\n")
                .contains("<add key='Pwd' value='********'/>")
                .doesNotContain("hun", "HUN", "8080", "s3cret!", "aHVu");
    }

    @Test
    void a_line_that_differs_only_in_a_sensitive_value_is_printed() throws IOException {
        Files.writeString(folder.resolve("app.yaml"), "key: '********'\nold: hunter2\n");
        Files.writeString(variables, "[{\"Name\": \"key\", \"Value\": \"hunter2\", \"IsSensitive\": true}]");

        assertThat(run("--structured", "app.yaml", "--dry-run")).isZero();
        assertThat(out.toString()).contains("-key: '********'\n+key: '********'\n old: ********\n");
    }

    @Test
    void mistakes_in_templates_cause_warnings_or_errors_if_requested() throws IOException {
        Files.writeString(variables, "{\"X\": \"1\", \"N\": \"5\"}");
        Files.writeString(folder.resolve("a.txt"), "#{X\n");
        Files.writeString(folder.resolve("b.txt"), "#{X ? 1 : 2}\n");
        Files.writeString(folder.resolve("c.txt"), "\n  #{N | Format \"#,##0\"}\n");
        Files.writeString(folder.resolve("d.txt"), "#{each x in X}#{x}\n");
        Files.writeString(folder.resolve("e.txt"), "#{X | Nope} #{Missing} #{X}\n");

        assertThat(run("--substitute", "*.txt")).isZero();
        assertThat(err.toString())
                .contains("a.txt:1:1: warning: '#{X' is not closed: } is missing; it is left unchanged")
                .contains("b.txt:1:1: warning: '#{X ? 1 : 2}' cannot be read: '?' must not be here")
                .contains(
                        "c.txt:2:3: warning: '#{N | Format \"#,##0\"}' cannot be read: a text in quotes must not hold #")
                .contains("d.txt:1:1: warning: '#{each x in X}' is not closed: #{/each} is missing")
                .contains("e.txt:1:1: warning: '#{X | Nope}' cannot be evaluated: there is no filter Nope")
                .doesNotContain("Missing")
                .contains("1 file changed, 1 replacement, 6 tokens unchanged (-v lists them)");
        assertThat(folder.resolve("e.txt")).hasContent("#{X | Nope} #{Missing} 1");

        assertThat(run("--substitute", "*.txt", "--fail-on-missing")).isEqualTo(1);
        assertThat(err.toString())
                .contains("a.txt:1:1: error: ", "b.txt:1:1: error: ", "c.txt:2:3: error: ", "d.txt:1:1: error: ")
                .contains(
                        "e.txt:1:1: error: ",
                        "e.txt:1:13: error: '#{Missing}' cannot be evaluated: there is no variable Missing")
                .contains("nothing was changed");
    }

    @Test
    void an_error_after_a_substitution_notes_that_its_position_is_in_the_substituted_text() throws IOException {
        Files.writeString(folder.resolve("app.json"), "{\"a\": \"#{Port}\",\n x}");

        assertThat(run("--substitute", "app.json", "--structured", "app.json")).isEqualTo(1);
        assertThat(err.toString()).contains("app.json:2:", "(the position is in the substituted text)");
    }

    @Test
    void a_pair_that_matches_no_files_causes_a_warning_and_replacements_are_counted() throws IOException {
        assertThat(run("--transform", "MyApp/A.T.config => MyApp/A.config", "--substitute", "*.conf"))
                .isZero();
        assertThat(err.toString())
                .contains(
                        "warning: The transform pattern \"MyApp/A.T.config => MyApp/A.config\" was not performed as no "
                                + "matching files could be found.")
                .contains("1 file changed, 2 replacements");
    }

    private void writeTransform(String name, String body) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>\n" + body
                        + "\n</configuration>");
    }

    @Test
    void an_invalid_variable_file_is_reported_with_the_position() throws IOException {
        Files.writeString(variables, "{\"a\": \n nonsense}");
        assertThat(run("--substitute", "*.conf")).isEqualTo(1);
        assertThat(err.toString()).contains("variables.json:2:2: it must be valid JSON");
    }

    @Test
    void a_run_without_a_feature_is_wrong_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("no feature is on");
    }

    private int run(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "transform";
        arguments[1] = folder.toString();
        arguments[2] = "--variables";
        arguments[3] = variables.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        CommandLine commandLine = Slipway.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
