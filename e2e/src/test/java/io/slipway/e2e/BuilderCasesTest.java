package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Builds Dockerfiles and packages found in practice with the builder that a job runs, and Buildah. */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuilderCasesTest {
    private static final String BASE = "ARG BASE\nFROM $BASE\n";

    private Cloud cloud;
    private BuilderLab lab;
    private BaseImage base;

    @BeforeAll
    void connect(Cloud shared) {
        cloud = shared;
        lab = new BuilderLab(shared, "cases");
        base = busybox("BASE", "cases-busybox");
    }

    private BaseImage busybox(String argument, String name) {
        RepositoryName repository = RepositoryName.parse(name);
        SampleApp.pushBusybox(cloud, name + ":1");
        // An image that crane creates from scratch has no platform.
        String reference = cloud.host() + "/" + name + ":1";
        crane("mutate", "--insecure", "--set-platform", "linux/amd64", "--tag", reference, reference);
        Digest digest = Digest.parse(crane("digest", "--insecure", reference));
        return new BaseImage(argument, name + ":1", repository, digest);
    }

    @Test
    void fields_that_only_docker_supports_are_in_the_config() throws IOException {
        BuildReport report = build("docker", Map.of("Dockerfile", BASE + """
                SHELL ["/bin/sh", "-ec"]
                HEALTHCHECK --interval=5s CMD wget -q -O- http://localhost/ || exit 1
                STOPSIGNAL SIGQUIT
                VOLUME /data
                EXPOSE 80/tcp 443
                USER 1000:1000
                ENTRYPOINT ["/bin/sh"]
                ONBUILD RUN true
                """));
        JsonNode config = config(report);
        assertThat(config.path("config").path("Healthcheck").toString())
                .isEqualTo(
                        "{\"Test\":[\"CMD-SHELL\",\"wget -q -O- http://localhost/ || exit 1\"],\"Interval\":5000000000}");
        assertThat(config.path("config").path("Shell").toString()).isEqualTo("[\"/bin/sh\",\"-ec\"]");
        assertThat(config.path("config").path("OnBuild").toString()).isEqualTo("[\"RUN true\"]");
        assertThat(config.path("config").path("User").asText()).isEqualTo("1000:1000");
        assertThat(config.path("config").has("Hostname")).isFalse();
        assertThat(config.has("container")).isFalse();
    }

    @Test
    void a_platform_that_the_base_lacks_is_rejected() throws IOException {
        BuildFailure failure = lab.failure(build(
                "arm", Map.of("Dockerfile", BASE + "COPY . /p\n", "sdi.yaml", "build: { platform: linux/arm64 }\n")));
        assertThat(failure.message())
                .isEqualTo("the base image cases-busybox:1 has no linux/arm64; it has linux/amd64");
        assertThat(failure.line()).isEqualTo(2);
        failure = lab.failure(build(
                "win",
                Map.of("Dockerfile", "FROM scratch\nCOPY . /p\n", "sdi.yaml", "build: { platform: windows/amd64 }\n")));
        assertThat(failure.message()).contains("windows/amd64 needs a Windows base image");
    }

    @Test
    void the_labels_refer_to_the_base_of_the_final_stage() throws IOException {
        BaseImage other = busybox("RUNTIME", "cases-runtime");
        BuildReport report = build("bases", Map.of("Dockerfile", """
                        ARG BASE
                        ARG RUNTIME
                        FROM ${BASE} AS build
                        RUN echo hi > /hi
                        FROM ${RUNTIME}
                        COPY --from=build /hi /hi
                        """), List.of(), List.of(base, other));
        JsonNode labels = config(report).path("config").path("Labels");
        assertThat(labels.path("org.opencontainers.image.base.name").asText()).isEqualTo("cases-runtime:1");
        assertThat(labels.path("org.opencontainers.image.base.digest").asText())
                .isEqualTo(other.digest().toString());
    }

    @Test
    void unsupported_syntax_is_reported_with_its_line() throws IOException {
        assumeThat(Tool.named("buildah").run("--version"))
                .as("newer versions support this syntax")
                .contains("version 1.28");
        BuildFailure failure =
                lab.failure(build("heredoc", Map.of("Dockerfile", BASE + "\nRUN <<EOF\necho a > /a\nEOF\n")));
        assertThat(failure.message()).startsWith("Buildah 1.28 does not support here-documents (RUN <<EOF)");
        assertThat(failure.line()).isEqualTo(4);
        failure = lab.failure(build("link", Map.of("Dockerfile", BASE + "COPY --link x.txt /\n", "x.txt", "x")));
        assertThat(failure.message())
                .startsWith("Buildah 1.28 does not support COPY --link, which came with 1.41; Docker's buildx");
        assertThat(failure.line()).isEqualTo(3);
    }

    @Test
    void two_packages_with_the_same_bytes_are_both_extracted() throws IOException {
        List<InputPackage> same = List.of(archive("SameA", "a/x"), archive("SameB", "b/x"));
        BuildReport report = build(
                "same", Map.of("Dockerfile", BASE + "COPY . /p\nRUN cmp /p/a/x.zip /p/b/x.zip\n"), same, List.of(base));
        assertThat(report.failure()).as(lab.log()).isNull();
    }

    private InputPackage archive(String id, String folder) {
        InputPackage it = SampleApp.push(lab.api(), id, "1.0.0", Map.of("index.html", "same\n"), folder);
        return new InputPackage(
                it.id(), it.version(), it.repository(), it.digest(), it.size(), it.fileName(), false, folder);
    }

    @Test
    void a_failure_contains_no_path_of_the_machine() throws IOException {
        BuildFailure failure = lab.failure(build("paths", Map.of("Dockerfile", BASE + "COPY missing.txt /\n")));
        assertThat(failure.message() + failure.lastLines() + lab.log())
                .contains("missing.txt")
                .doesNotContain("slipway-build/", System.getProperty("java.io.tmpdir") + "/slipway");
    }

    @Test
    void the_index_contains_attestations_in_the_form_of_buildkit() throws IOException {
        BuildReport report = build("index", Map.of("Dockerfile", BASE + "COPY . /p\n", "package-lock.json", """
                {"packages": {"node_modules/@acme/ui": {"version": "2.0.0"}}}"""));
        JsonNode index = Api.JSON.readTree(crane("manifest", "--insecure", lab.reference(report)));
        assertThat(index.path("manifests").findValuesAsText("architecture")).containsExactly("amd64", "unknown");
        JsonNode attestation = index.path("manifests").path(1);
        assertThat(attestation
                        .path("annotations")
                        .path("vnd.docker.reference.digest")
                        .asText())
                .isEqualTo(index.path("manifests").path(0).path("digest").asText());
        JsonNode manifest = Api.JSON.readTree(crane(
                "manifest",
                "--insecure",
                cloud.host() + "/cases@" + attestation.path("digest").asText()));
        assertThat(manifest.path("layers").findValuesAsText("in-toto.io/predicate-type"))
                .containsExactly("https://spdx.dev/Document", "https://slsa.dev/provenance/v1");
        String bill = crane(
                "blob",
                "--insecure",
                cloud.host() + "/cases@"
                        + manifest.path("layers").path(0).path("digest").asText());
        assertThat(bill)
                .contains("pkg:npm/%40acme/ui@2.0.0")
                .contains(attestation
                        .path("annotations")
                        .path("vnd.docker.reference.digest")
                        .asText()
                        .substring(7));
    }

    @Test
    void buildx_and_cosign_find_the_attestations() throws IOException {
        Tool buildx = Tool.named("buildx");
        Tool cosign = Tool.named("cosign").sharingHome(buildx);
        BuildReport report = build("found", Map.of("Dockerfile", BASE + "COPY . /p\n"));
        String image = lab.reference(report);
        Path login = Files.createDirectories(buildx.home().resolve(".docker"));
        String auth = Base64.getEncoder().encodeToString(("x:" + cloud.adminToken()).getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                login.resolve("config.json"), "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(cloud.host(), auth));
        assertThat(buildx.run("imagetools", "inspect", image))
                .contains("vnd.docker.reference.type:", "attestation-manifest", "linux/amd64", "unknown/unknown");
        assertThat(buildx.run("imagetools", "inspect", image, "--format", "{{ json .SBOM }}"))
                .contains("SPDX-2.3", "Cases.found");
        assertThat(buildx.run("imagetools", "inspect", image, "--format", "{{ json .Provenance }}"))
                .contains("urn:slipway:sdi-build:v1");
        assertThat(cosign.run("tree", "--allow-http-registry", image))
                .contains("application/spdx+json artifacts via OCI referrer", "application/vnd.in-toto+json");
    }

    private JsonNode config(BuildReport report) throws IOException {
        return Api.JSON.readTree(crane("config", "--insecure", lab.reference(report)));
    }

    private BuildReport build(String deployment, Map<String, String> files) throws IOException {
        return build(deployment, files, List.of(), List.of(base));
    }

    private BuildReport build(
            String deployment, Map<String, String> files, List<InputPackage> others, List<BaseImage> bases)
            throws IOException {
        return lab.run(lab.inputs(deployment, "Cases." + deployment, files, others, List.of(), bases));
    }

    private String crane(String... arguments) {
        return Tool.crane(cloud).run(arguments);
    }
}
