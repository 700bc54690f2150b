package io.slipway.cli.sdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Slipway;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class SdiCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void a_folder_with_only_a_dockerfile_is_a_source_docker_image() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        assertThat(run("check", folder.toString())).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("is a Source Docker Image");
    }

    @Test
    void a_folder_without_a_dockerfile_is_not_a_source_docker_image() {
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file " + folder.resolve("Dockerfile"));
    }

    @Test
    void all_mistakes_are_reported_with_line_and_column() throws IOException {
        Files.writeString(folder.resolve("sdi.yaml"), "imge: x\nbuild:\n  platform: amd64\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("sdi.yaml:1:1: the key must be one of image, "),
                        line -> assertThat(line).startsWith("sdi.yaml:3:13: a platform must be"),
                        line -> assertThat(line).endsWith("sdi.yaml has 2 mistakes"));
    }

    @Test
    void an_argument_that_the_dockerfile_does_not_declare_is_reported() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "ARG BASE=x OTHER\nFROM $BASE\n");
        Files.writeString(
                folder.resolve("sdi.yaml"), "build:\n  baseImages: { BASE: a:1 }\n  args: { OTHER: x, LABEL: y }\n");
        assertThat(run("check", folder.toString())).isZero();
        assertThat(err.toString()).contains("has no 'ARG LABEL'").doesNotContain("ARG BASE'", "ARG OTHER'");
    }

    @Test
    void mistakes_in_the_dockerfile_are_reported_with_their_lines() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM $BASE AS build
                FOO bar
                COPY missing.txt web/index.html /
                COPY secret.txt /
                """);
        Files.writeString(folder.resolve("secret.txt"), "s");
        Files.writeString(folder.resolve(".dockerignore"), "secret*\n");
        Files.writeString(
                folder.resolve("sdi.yaml"),
                "build: { target: runtime }\npackages:\n  - id: Acme.Web\n    folder: web\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Dockerfile:1: FROM $BASE: the argument has no value"),
                        line -> assertThat(line).isEqualTo("Dockerfile:2: there is no instruction FOO"),
                        line -> assertThat(line)
                                .startsWith("Dockerfile:3: COPY of missing.txt: there is no missing.txt"),
                        line -> assertThat(line)
                                .isEqualTo("Dockerfile:4: COPY of secret.txt: .dockerignore excludes it"),
                        line -> assertThat(line)
                                .isEqualTo("sdi.yaml: build.target is runtime, and Dockerfile has no such stage"),
                        line -> assertThat(line).endsWith("Dockerfile has 5 mistakes"));
    }

    @Test
    void a_dockerfile_must_contain_from() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "# nothing yet\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("Dockerfile:1: a Dockerfile must have a FROM");
    }

    @Test
    void a_file_with_a_similar_name_is_reported() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(folder.resolve("sdi.yml"), "image: x\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("sdi.yml, which would be ignored; rename it to sdi.yaml");
    }

    @Test
    void an_image_below_packages_is_rejected() throws IOException {
        Files.writeString(folder.resolve("sdi.yaml"), "image: packages/x\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("sdi.yaml:1:8: an image must not be below packages/");
    }

    @Test
    void init_writes_a_buildable_dockerfile_and_keeps_an_existing_one() throws IOException {
        Path other = folder.resolve("other");
        assertThat(run("init", other.toString())).isZero();
        assertThat(other.resolve("Dockerfile")).content().contains("FROM scratch");
        assertThat(run("check", other.toString())).isZero();
        Files.writeString(folder.resolve("Dockerfile"), "FROM alpine\n");
        assertThat(run("init", folder.toString())).isZero();
        assertThat(folder.resolve("Dockerfile")).hasContent("FROM alpine");
    }

    @Test
    void init_writes_the_defaults_and_a_schema_for_editors_and_replaces_nothing() throws IOException, SdiFileException {
        assertThat(run("init", folder.toString())).isZero();
        Path file = folder.resolve("sdi.yaml");
        assertThat(out.toString()).isEqualToIgnoringNewLines(file.toString());
        assertThat(SdiFileReader.read(Files.readAllBytes(file))).isEqualTo(SdiFile.DEFAULT);
        assertThat(folder.resolve("sdi.schema.json")).exists();

        assertThat(run("init", folder.toString())).isEqualTo(1);
        assertThat(run("init", "--force", folder.toString())).isZero();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "sdi";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Slipway.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
