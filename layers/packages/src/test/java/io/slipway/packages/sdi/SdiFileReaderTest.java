package io.slipway.packages.sdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.space.Mirrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdiFileReaderTest {
    private static final String WHOLE = """
            image: mywebapp
            packages:
              - id: Acme.Web
                version: "[1.2,2.0)"
                folder: web
              - id: Acme.Tools
                version: 1.10
                extract: false
            build:
              dockerfile: docker/Dockerfile
              target: runtime
              platform: linux/arm64
              args: { BUILD_LABEL: "#{Octopus.Release.Number}", NUMBER: 1.50 }
              secrets: { npm-token: "#{Npm.Token}" }
              labels: { com.acme.team: "#{Team}" }
              baseImages: { BASE: team-a/dotnet:8.0 }
              mirrors: { "mcr.microsoft.com/dotnet/*": "mirror/dotnet/*" }
              configImage: true
            features:
              substituteInFiles: ["config/*.conf"]
              configurationTransforms: { automatic: true, additional: ["Web.Shop.config => Web.config"] }
              configurationVariables: true
              structuredVariables: ["appsettings*.json", "settings/*.yaml"]
            allowSensitive: true
            """;

    @Test
    void all_settings_are_read() throws SdiFileException {
        SdiFile file = read(WHOLE);
        assertThat(file)
                .isEqualTo(new SdiFile(
                        Optional.of("mywebapp"),
                        List.of(
                                new PackageReference("Acme.Web", Optional.of("[1.2,2.0)"), true, Optional.of("web")),
                                new PackageReference("Acme.Tools", Optional.of("1.10"), false, Optional.empty())),
                        new BuildSettings(
                                "docker/Dockerfile",
                                Optional.of("runtime"),
                                List.of("linux/arm64"),
                                BuildSettings.Engine.AUTO,
                                0,
                                Map.of("BUILD_LABEL", "#{Octopus.Release.Number}", "NUMBER", "1.50"),
                                Map.of("npm-token", "#{Npm.Token}"),
                                Map.of("com.acme.team", "#{Team}"),
                                Map.of("BASE", "team-a/dotnet:8.0"),
                                new Mirrors(Map.of("mcr.microsoft.com/dotnet/*", "mirror/dotnet/*")),
                                true),
                        new FeatureSettings(
                                List.of("config/*.conf"),
                                true,
                                List.of("Web.Shop.config => Web.config"),
                                true,
                                List.of("appsettings*.json", "settings/*.yaml")),
                        true));
        assertThat(file.packages().get(1).folderOrId()).isEqualTo("Acme.Tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "image:\nbuild:\npackages: []\n", "{}"})
    void missing_settings_have_defaults(String text) throws SdiFileException {
        assertThat(read(text)).isEqualTo(SdiFile.DEFAULT);
    }

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of("imge: x", "1:1: the key must be one of image, packages"),
                List.of("image: Upper", "1:8: a repository's name"),
                List.of("- x", "1:1: sdi.yaml must be a mapping (key: value), but was a list"),
                List.of("image: [x]", "1:8: image must be a text, but was a list"),
                List.of("a: 1\na: 2", "2:1: each key must be set once, but 'a' is set twice"),
                List.of("packages: x", "1:11: packages must be a list, but was 'x'"),
                List.of("packages:\n  - version: 1", "2:5: a package must have an id"),
                List.of("packages:\n  - id: a/b", "2:9: the id of a package"),
                List.of("packages:\n  - id: a\n    version: '[2,1]'", "3:14: "),
                List.of("packages:\n  - id: a\n  - id: A", "3:5: each package must be listed once, but A"),
                List.of("packages:\n  - id: a\n  - id: b\n    folder: A", "4:5: each package must have its own folder"),
                List.of("packages:\n  - id: a\n    folder: ../x", "3:13: this must be a path inside"),
                List.of("packages:\n  - id: a\n    folder: /x", "3:13: this must be a path inside"),
                List.of("packages:\n  - id: a\n    extract: 'yes'", "3:14: extract must be true or false"),
                List.of("build:\n  dockerfile: ../Dockerfile", "2:15: this must be a path inside"),
                List.of("build: { platform: amd64 }", "1:20: a platform must be os/architecture"),
                List.of("build: { target: 'a b' }", "1:18: a stage must consist of"),
                List.of("build: { args: { 1A: x } }", "1:18: a build argument must consist of"),
                List.of("build: { args: { A: [x] } }", "1:21: A must be a text, but was a list"),
                List.of("build: { labels: { 'a b': x } }", "1:20: a label must consist of"),
                List.of("build: { baseImages: { B: docker.io/x:1 } }", "1:27: a base image must be in this registry"),
                List.of("build: { baseImages: { B: busybox } }", "1:27: an image must have a tag"),
                List.of(
                        "build: { mirrors: { alpine: hub/alpine } }",
                        "1:10: a mirror's source must be a host and a repository"),
                List.of("build: { mirrors: { 'quay.io/*': quay } }", "1:10: both names of a mirror must end in /*"),
                List.of("build: { configImage: some }", "1:23: configImage must be true or false, but was 'some'"),
                List.of("features: { structuredVariables: a.json }", "1:34: structuredVariables must be a list"),
                List.of("features: { substituteInFiles: [''] }", "1:33: this must be a pattern"),
                List.of(
                        "features: { configurationTransforms: true }",
                        "1:38: configurationTransforms must be a mapping"),
                List.of("allowSensitive: maybe", "1:17: allowSensitive must be true or false, but was 'maybe'"),
                List.of("build: { args: { A: x }, baseImages: { A: b:1 } }", "1:26: the name must not be in args"),
                List.of("image: 'x", "sdi.yaml:1:"),
                List.of("a: b: c", "sdi.yaml:1:"),
                List.of("image: *nothing", "sdi.yaml:1:"),
                List.of("image: !!java.io.File x\nimge: y", "2:1: the key must be one of"),
                List.of("[".repeat(3_000), "must be nested at most 20 deep"),
                List.of("a: &a [*a]", "but was 'a'"),
                List.of("# " + "x".repeat(SdiFileReader.MAX_SIZE), "at most 262144 bytes, but has"),
                List.of("a: b\n---\nc: d", "sdi.yaml:"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_reported_with_its_position(List<String> mistake) {
        assertThatExceptionOfType(SdiFileException.class)
                .isThrownBy(() -> read(mistake.getFirst()))
                .withMessageContaining(mistake.getLast());
    }

    @Test
    void all_mistakes_are_reported_together_in_the_order_of_their_lines() {
        assertThatExceptionOfType(SdiFileException.class)
                .isThrownBy(() -> read("image: X\nfeature: {}\nbuild:\n  platform: x\npackages:\n  - {}\n"))
                .satisfies(
                        e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1, 2, 4, 6));
        String many = "packages:\n" + "  - {}\n".repeat(80);
        assertThatExceptionOfType(SdiFileException.class)
                .isThrownBy(() -> read(many))
                .satisfies(e -> assertThat(e.problems()).hasSize(SdiFileReader.MAX_PROBLEMS));
    }

    @Test
    void bytes_that_are_not_utf_8_are_reported() {
        assertThatExceptionOfType(SdiFileException.class)
                .isThrownBy(() -> SdiFileReader.read(new byte[] {'a', (byte) 0xff}))
                .withMessageContaining("must be UTF-8");
    }

    /** Each object in the schema has exactly the keys that the reader accepts: it refuses any other, and accepts each alone. */
    @Test
    void the_schema_has_the_keys_that_the_reader_accepts() throws IOException {
        JsonNode schema = schema();
        assertKeys(schema, "%s:\n");
        assertKeys(schema.at("/properties/packages/items"), "packages: [{ id: a, %s: }]\n");
        assertKeys(schema.at("/properties/build"), "build: { %s: }\n");
        assertKeys(schema.at("/properties/features"), "features: { %s: }\n");
        assertKeys(
                schema.at("/properties/features/properties/configurationTransforms"),
                "features: { configurationTransforms: { %s: } }\n");
    }

    private static void assertKeys(JsonNode object, String file) {
        assertThat(object.path("additionalProperties").asBoolean(true)).isFalse();
        List<String> named = object.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
        assertThatExceptionOfType(SdiFileException.class)
                .isThrownBy(() -> read(file.formatted("unknown")))
                .satisfies(e -> {
                    String message = e.problems().getFirst().message();
                    String known = message.substring(
                            message.indexOf("one of ") + "one of ".length(), message.indexOf(", but"));
                    assertThat(known.split(", ")).containsExactlyInAnyOrderElementsOf(named);
                });
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(SdiFileReader.class.getResourceAsStream("sdi.schema.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static SdiFile read(String text) throws SdiFileException {
        return SdiFileReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
