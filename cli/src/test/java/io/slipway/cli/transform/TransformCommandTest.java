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
    void substitutes_with_the_values_of_the_environment() throws IOException {
        assertThat(run("--environment", "Production", "--substitute", "*.conf")).isZero();
        assertThat(folder.resolve("nginx.conf")).hasContent("listen 8080;\r\nkey hunter2;\r\n");
        assertThat(out.toString().strip()).isEqualTo("nginx.conf");
    }

    @Test
    void a_dry_run_shows_a_diff_without_what_is_sensitive_and_changes_nothing() throws IOException {
        String before = Files.readString(folder.resolve("nginx.conf"));
        assertThat(run("--substitute", "*.conf", "--dry-run")).isZero();
        assertThat(folder.resolve("nginx.conf")).hasContent(before);
        assertThat(out.toString()).contains("-listen #{Port};", "+listen 80;").doesNotContain("hunter2");
        assertThat(err.toString()).doesNotContain("hunter2");
    }

    @Test
    void replaces_in_structured_files_and_tells_names_and_places() throws IOException {
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
    void a_structured_file_that_cannot_be_read_fails_with_its_place() throws IOException {
        Files.writeString(folder.resolve("app.json"), "{\n \"a\": x}");
        assertThat(run("--structured", "*.json")).isEqualTo(1);
        assertThat(err.toString()).contains("app.json:2:7: error: Structured variable replacement failed");
    }

    @Test
    void a_copy_leaves_the_folder_alone() {
        Path copy = work.resolve("copy");
        assertThat(run("--substitute", "*.conf", "--output", copy.toString())).isZero();
        assertThat(copy.resolve("nginx.conf")).content().contains("listen 80;");
        assertThat(folder.resolve("nginx.conf")).content().contains("#{Port}");
    }

    @Test
    void transforms_of_the_environment_are_applied_after_those_that_are_named() throws IOException {
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
    void a_transforms_warning_is_an_error_unless_it_is_allowed() throws IOException {
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
    void a_dry_run_of_transforms_shows_their_diff() throws IOException {
        Files.writeString(folder.resolve("Web.config"), "<configuration>\n  <a/>\n</configuration>\n");
        writeTransform("Web.Release.config", "<b xdt:Transform='Insert'/>");

        assertThat(run("--automatic-transforms", "--dry-run")).isZero();
        assertThat(out.toString()).contains("+  <b/>");
        assertThat(folder.resolve("Web.config")).content().doesNotContain("<b/>");
    }

    private void writeTransform(String name, String body) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'>\n" + body
                        + "\n</configuration>");
    }

    @Test
    void variables_that_cannot_be_read_are_told_with_their_place() throws IOException {
        Files.writeString(variables, "{\"a\": \n nonsense}");
        assertThat(run("--substitute", "*.conf")).isEqualTo(1);
        assertThat(err.toString()).contains("variables.json:2:2: it is not valid JSON");
    }

    @Test
    void without_a_feature_there_is_nothing_to_do() {
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
