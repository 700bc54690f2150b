package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builder.image.JobMachine;
import io.slipway.builder.run.JobRunner;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.features.octostache.Variable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the builder that a job runs with a real registry and real tools. */
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuilderTest {
    private static final String PASSWORD = "correct-horse-battery-staple";

    private final Random random = new Random(1);
    private final MemoryBuildObjects told = new MemoryBuildObjects();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Cloud cloud;
    private Api api;
    private BaseImage base;

    @BeforeAll
    void connect(Cloud shared) {
        Tool.requireRoot();
        Tool.named("buildah");
        cloud = shared;
        api = new Api(shared);
        RepositoryName busybox = RepositoryName.parse("busybox");
        base = new BaseImage("BASE", "busybox:1", busybox, SampleApp.pushBusybox(shared, "busybox:1"));
        SampleApp.push(api, "Acme.Static", "1.4.0", Map.of("index.html", "static\n"), "Acme.Static");
    }

    @Test
    void an_image_contains_the_files_as_changed_by_the_features() throws IOException {
        BuildReport report = build("deployments-75", SampleApp.files(), variables());
        assertThat(report.failure()).as(told.log()).isNull();
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
        Digest first = image(build("same-1", SampleApp.files(), variables()));
        Digest second = image(build("same-1", SampleApp.files(), variables()));
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
        Digest image = image(build("attested", SampleApp.files(), variables()));
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
        assertThat(failure(refused).stage()).isEqualTo(JobStage.FEATURES);
        assertThat(failure(refused).message()).contains("appsettings.json", "config/site.conf", "allowSensitive");
        files.put("sdi.yaml", files.get("sdi.yaml") + "allowSensitive: true\n");
        BuildReport allowed = build("secret-2", files, variables);
        assertThat(allowed.failure()).isNull();
        assertThat(allowed.warnings()).anyMatch(it -> it.contains("appsettings.json"));
        assertThat(allowed.files().toString()).contains("********").doesNotContain(PASSWORD);
        assertThat(told.log() + console).doesNotContain(PASSWORD);
        assertThat(unpacked("mywebapp@" + allowed.image()).resolve("srv/appsettings.json"))
                .content()
                .contains(PASSWORD);
    }

    @Test
    void a_failure_reports_the_stage_the_file_and_the_line() throws IOException {
        Map<String, String> files = SampleApp.files();
        files.put("Dockerfile", "ARG BASE\nFROM $BASE\nRUN echo before\nRUN echo it broke && false\n");
        BuildReport report = build("broken-1", files, variables());
        assertThat(failure(report).stage()).isEqualTo(JobStage.BUILD);
        assertThat(failure(report).file()).isEqualTo("Dockerfile");
        assertThat(failure(report).line()).isEqualTo(4);
        assertThat(failure(report).lastLines()).anyMatch(it -> it.contains("it broke"));

        files = SampleApp.files();
        files.put("appsettings.json", "{ \"Database\": { \"Host\": ");
        report = build("broken-2", files, variables());
        assertThat(failure(report).stage()).isEqualTo(JobStage.FEATURES);
        assertThat(failure(report).file()).isEqualTo("appsettings.json");

        files = SampleApp.files();
        files.put("sdi.yaml", "image: mywebapp\nfeatures:\n  colours: true\n");
        report = build("broken-3", files, variables());
        assertThat(failure(report).stage()).isEqualTo(JobStage.EXTRACT);
        assertThat(failure(report).file()).isEqualTo("sdi.yaml");
        assertThat(failure(report).line()).isEqualTo(3);

        files = SampleApp.files();
        files.put("Acme.Static/index.html", "there is one already");
        report = build("broken-4", files, variables());
        assertThat(failure(report).message()).contains("Acme.Static");
    }

    @Test
    void a_missing_base_or_package_is_reported() throws IOException {
        RepositoryName busybox = RepositoryName.parse("busybox");
        BaseImage missing = new BaseImage("BASE", "busybox:2", busybox, Digest.parse("sha256:" + "0".repeat(64)));
        InputPackage sdi = SampleApp.push(api, "MyWebApp", "1.2.0", SampleApp.files(), "");
        BuildReport report = run(inputs("missing-1", sdi, variables(), missing));
        assertThat(failure(report).stage()).isEqualTo(JobStage.BUILD);
        assertThat(failure(report).message()).contains("0".repeat(64));
        InputPackage gone = new InputPackage(
                "MyWebApp",
                "9.9.9",
                sdi.repository(),
                Digest.parse("sha256:" + "1".repeat(64)),
                5,
                "MyWebApp.9.9.9.zip",
                true,
                "");
        report = run(inputs("missing-2", gone, variables(), base));
        assertThat(failure(report).stage()).isEqualTo(JobStage.FETCH);
        assertThat(failure(report).message()).contains("MyWebApp 9.9.9");
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
        return run(inputs(deployment, sdi, variables, base));
    }

    private BuildInputs inputs(String deployment, InputPackage sdi, List<Variable> variables, BaseImage from) {
        InputPackage files =
                SampleApp.push(api, "Acme.Static", "1.4.0", Map.of("index.html", "static\n"), "Acme.Static");
        return new BuildInputs(
                BuildId.next(SpaceName.DEFAULT, Instant.now(), random),
                new DeploymentTarget(deployment, "Production", null),
                sdi,
                List.of(files),
                variables,
                RepositoryName.parse("mywebapp"),
                new Tag("1.2.0-" + deployment),
                List.of(from),
                false,
                "test");
    }

    private BuildReport run(BuildInputs inputs) throws IOException {
        JobRunner runner =
                new JobRunner(told, JobMachine.of(Map.of()), new PrintStream(console, true, StandardCharsets.UTF_8));
        boolean done = runner.run(new BuildJob(inputs, cloud.url().toString(), cloud.adminToken()));
        BuildReport report = told.last();
        assertThat(done).isEqualTo(report.failure() == null);
        return report;
    }

    private Digest image(BuildReport report) {
        Digest image = report.image();
        if (image == null) {
            throw new AssertionError("there is no image: " + told.log());
        }
        return image;
    }

    private BuildFailure failure(BuildReport report) {
        BuildFailure failure = report.failure();
        if (failure == null) {
            throw new AssertionError("the build did not fail: " + told.log());
        }
        return failure;
    }

    private String crane(String... arguments) {
        Tool crane = Tool.named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        return crane.run(arguments);
    }

    /** Unpacks the files of an image. */
    private Path unpacked(String reference) {
        Path root = TemporaryFolders.create("unpacked");
        Tool crane = Tool.named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        crane.run("export", "--insecure", cloud.host() + "/" + reference, "image.tar");
        Tool.named("tar").sharingHome(crane).run("-C", root.toString(), "-xf", "image.tar");
        return root;
    }
}
