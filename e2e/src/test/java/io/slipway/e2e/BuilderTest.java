package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.features.octostache.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests the builder that a job runs with a real registry and real tools. */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuilderTest {
    private static final String PASSWORD = "correct-horse-battery-staple";

    private Cloud cloud;
    private Api api;
    private BuilderLab lab;
    private BaseImage base;

    @BeforeAll
    void connect(Cloud shared) {
        cloud = shared;
        lab = new BuilderLab(shared, "mywebapp");
        api = lab.api();
        RepositoryName busybox = RepositoryName.parse("busybox");
        base = new BaseImage("BASE", "busybox:1", busybox, SampleApp.pushBusybox(shared, "busybox:1"));
        SampleApp.push(api, "Acme.Static", "1.4.0", Map.of("index.html", "static\n"), "Acme.Static");
    }

    @Test
    void an_image_contains_the_files_as_changed_by_the_features() throws IOException {
        BuildReport report = build("deployments-75", SampleApp.files(), variables());
        assertThat(report.failure()).as(lab.log()).isNull();
        assertThat(report.stage()).isEqualTo(JobStage.DONE);
        assertThat(report.files())
                .extracting(it -> it.path())
                .containsExactlyInAnyOrder(
                        "Web.config", "app.properties", "appsettings.json", "config/site.conf", "settings/app.yaml");
        Path root = unpacked("mywebapp@" + report.image());
        assertThat(root.resolve("srv/appsettings.json"))
                .content()
                .isEqualTo(
                        "{\n  // the database\n  \"Database\": { \"Host\": \"db.example.com\", \"Port\": 5432 }\n}\n");
        assertThat(root.resolve("srv/settings/app.yaml"))
                .content()
                .isEqualTo("# the log\nlog:\n  level: warn # for developers\n");
        assertThat(root.resolve("srv/app.properties")).content().isEqualTo("# colours\ncolour = blue\n");
        assertThat(root.resolve("srv/config/site.conf")).content().isEqualTo("environment Production\n");
        assertThat(root.resolve("srv/Web.config"))
                .content()
                .contains("<add key=\"Greeting\" value=\"good day\" />  <!-- stays -->")
                .doesNotContain("debug");
        assertThat(root.resolve("srv/Acme.Static/index.html")).content().isEqualTo("static\n");
        assertThat(root.resolve("data/built")).content().isEqualTo("built\n");
    }

    @Test
    void the_same_inputs_give_the_same_digest_and_are_documented() throws IOException {
        Digest first = lab.image(build("same-1", SampleApp.files(), variables()));
        Digest second = lab.image(build("same-1", SampleApp.files(), variables()));
        assertThat(second).isEqualTo(first);
        JsonNode config = Api.JSON.readTree(crane("config", "--insecure", cloud.host() + "/mywebapp@" + first));
        assertThat(config.path("created").asText()).isEqualTo("1980-01-01T00:00:00Z");
        JsonNode labels = config.path("config").path("Labels");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo("1.2.0");
        assertThat(labels.path("org.opencontainers.image.base.digest").asText())
                .isEqualTo(base.digest().toString());
        assertThat(labels.path("release").asText()).isEqualTo("2026.1");
        assertThat(labels.path("io.slipway.packages").asText()).contains("Acme.Static", "1.4.0", "sha256:");
    }

    @Test
    void a_provenance_statement_and_a_bill_of_materials_are_attached() throws IOException {
        Digest image = lab.image(build("attested", SampleApp.files(), variables()));
        var answer = api.send("mywebapp", "GET", "/v2/mywebapp/referrers/" + image, new byte[0]);
        assertThat(Api.json(answer).path("manifests").findValuesAsText("artifactType"))
                .containsExactlyInAnyOrder("application/vnd.in-toto+json", "application/spdx+json");
        for (JsonNode referrer : Api.json(answer).path("manifests")) {
            String manifest =
                    "/v2/mywebapp/manifests/" + referrer.path("digest").asText();
            JsonNode layer = Api.json(api.send("mywebapp", "GET", manifest, new byte[0]))
                    .path("layers")
                    .path(0);
            byte[] document = api.follow(
                            "mywebapp",
                            "/v2/mywebapp/blobs/" + layer.path("digest").asText())
                    .body();
            assertThat(new String(document, StandardCharsets.UTF_8))
                    .contains(image.hex(), base.digest().hex(), "Acme.Static")
                    .doesNotContain("db.example.com");
        }
    }

    @Test
    void a_secret_is_not_written_into_an_image_unless_allowed() throws IOException {
        Map<String, String> files = SampleApp.files();
        files.put("appsettings.json", "{ \"Database\": { \"Password\": \"?\" } }");
        files.put("config/site.conf", "#{Database:Password | ToBase64}");
        List<Variable> variables = variables();
        variables.add(new Variable("Database:Password", PASSWORD, true));
        BuildReport refused = build("secret-1", files, variables);
        assertThat(lab.failure(refused).stage()).isEqualTo(JobStage.FEATURES);
        assertThat(lab.failure(refused).message()).contains("appsettings.json", "config/site.conf", "allowSensitive");
        files.put("sdi.yaml", files.get("sdi.yaml") + "allowSensitive: true\n");
        BuildReport allowed = build("secret-2", files, variables);
        assertThat(allowed.failure()).isNull();
        assertThat(allowed.warnings()).anyMatch(it -> it.contains("appsettings.json"));
        assertThat(allowed.files().toString()).contains("********").doesNotContain(PASSWORD);
        assertThat(lab.log() + lab.console()).doesNotContain(PASSWORD);
        assertThat(unpacked("mywebapp@" + allowed.image()).resolve("srv/appsettings.json"))
                .content()
                .contains(PASSWORD);
    }

    @Test
    void a_failure_reports_the_stage_the_file_and_the_line() throws IOException {
        Map<String, String> files = SampleApp.files();
        files.put("Dockerfile", "ARG BASE\nFROM $BASE\nRUN echo before\nRUN echo it broke && false\n");
        BuildReport report = build("broken-1", files, variables());
        assertThat(lab.failure(report).stage()).isEqualTo(JobStage.BUILD);
        assertThat(lab.failure(report).file()).isEqualTo("Dockerfile");
        assertThat(lab.failure(report).line()).isEqualTo(4);
        assertThat(lab.failure(report).lastLines()).anyMatch(it -> it.contains("it broke"));

        files = SampleApp.files();
        files.put("appsettings.json", "{ \"Database\": { \"Host\": ");
        report = build("broken-2", files, variables());
        assertThat(lab.failure(report).stage()).isEqualTo(JobStage.FEATURES);
        assertThat(lab.failure(report).file()).isEqualTo("appsettings.json");

        files = SampleApp.files();
        files.put("sdi.yaml", "image: mywebapp\nfeatures:\n  colours: true\n");
        report = build("broken-3", files, variables());
        assertThat(lab.failure(report).stage()).isEqualTo(JobStage.EXTRACT);
        assertThat(lab.failure(report).file()).isEqualTo("sdi.yaml");
        assertThat(lab.failure(report).line()).isEqualTo(3);

        files = SampleApp.files();
        files.put("Acme.Static/index.html", "there is one already");
        report = build("broken-4", files, variables());
        assertThat(lab.failure(report).message()).contains("Acme.Static");
    }

    @Test
    void a_missing_base_or_package_is_reported() throws IOException {
        RepositoryName busybox = RepositoryName.parse("busybox");
        BaseImage missing = new BaseImage("BASE", "busybox:2", busybox, Digest.parse("sha256:" + "0".repeat(64)));
        InputPackage sdi = SampleApp.push(api, "MyWebApp", "1.2.0", SampleApp.files(), "");
        BuildReport report = lab.run(inputs("missing-1", sdi, variables(), missing));
        assertThat(lab.failure(report).stage()).isEqualTo(JobStage.BUILD);
        assertThat(lab.failure(report).message()).contains("0".repeat(64));
        InputPackage gone = new InputPackage(
                "MyWebApp",
                "9.9.9",
                sdi.repository(),
                Digest.parse("sha256:" + "1".repeat(64)),
                5,
                "MyWebApp.9.9.9.zip",
                true,
                "");
        report = lab.run(inputs("missing-2", gone, variables(), base));
        assertThat(lab.failure(report).stage()).isEqualTo(JobStage.FETCH);
        assertThat(lab.failure(report).message()).contains("MyWebApp 9.9.9");
    }

    private static List<Variable> variables() {
        return new ArrayList<>(List.of(
                new Variable("Octopus.Environment.Name", "Production", false),
                new Variable("Octopus.Release.Number", "2026.1", false),
                new Variable("Domain", "example.com", false),
                new Variable("Database:Host", "db.#{Domain}", false),
                new Variable("log:level", "warn", false),
                new Variable("colour", "blue", false),
                new Variable("Greeting", "good day", false)));
    }

    private BuildReport build(String deployment, Map<String, String> files, List<Variable> variables)
            throws IOException {
        InputPackage sdi = SampleApp.push(api, "MyWebApp", "1.2.0", files, "");
        return lab.run(inputs(deployment, sdi, variables, base));
    }

    private BuildInputs inputs(String deployment, InputPackage sdi, List<Variable> variables, BaseImage from) {
        InputPackage files =
                SampleApp.push(api, "Acme.Static", "1.4.0", Map.of("index.html", "static\n"), "Acme.Static");
        return lab.inputs(deployment, sdi, List.of(files), variables, List.of(from));
    }

    private String crane(String... arguments) {
        return Tool.crane(cloud).run(arguments);
    }

    /** Unpacks the files of an image. */
    private Path unpacked(String reference) {
        Path root = TemporaryFolders.create("unpacked");
        Tool crane = Tool.crane(cloud);
        crane.run("export", "--insecure", cloud.host() + "/" + reference, "image.tar");
        Tool.named("tar").sharingHome(crane).run("-C", root.toString(), "-xf", "image.tar");
        return root;
    }
}
