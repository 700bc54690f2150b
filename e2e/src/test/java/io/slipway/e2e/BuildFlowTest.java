package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds images of deployments from packages, with the emulators instead of AWS. Three deployments to two environments
 * are built before the tests examine them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildFlowTest {
    /** The port in the example of the RFC. */
    private static final int PORT = 8080;

    private static final String KEY = "open-sesame-75";

    private static final String VARIABLES = """
            [{"Name": "Octopus.Release.Number", "Value": "2026.1"},
             {"Name": "Domain", "Value": "example.com", "Scope": {"Environment": ["Production"]}},
             {"Name": "Domain", "Value": "test.example.com", "Scope": {"Environment": ["Staging"]}},
             {"Name": "Database:Host", "Value": "db.#{Domain}"},
             {"Name": "log:level", "Value": "warn", "Scope": {"Environment": ["Production"]}},
             {"Name": "colour", "Value": "%s"},
             {"Name": "Greeting", "Value": "good day"},
             {"Name": "Api.Key", "Value": "%s", "IsSensitive": true}]""";

    private Path folder;
    private Cloud cloud;
    private Command slipway;
    private Tool.Result production;
    private Tool.Result staging;
    private Tool.Result again;

    @BeforeAll
    void build(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Tool.requireRoot();
        Tool.named("buildah");
        cloud = Cloud.startOnceAt(Cloud.isFree(PORT) ? PORT : 0, folder.resolve("cloud"));
        slipway = new Command(cloud, folder);
        SampleApp.pushBusybox(cloud, "busybox:1");
        List<String> packages = new ArrayList<>(List.of("push", file("mywebapp.1.2.0.zip", SampleApp.files())));
        for (String version : List.of("1.0.0", "1.4.0", "2.0.0")) {
            packages.add(file("Acme.Static." + version + ".zip", SampleApp.STATIC));
        }
        slipway.run(packages.toArray(String[]::new));
        Files.writeString(folder.resolve("blue.json"), VARIABLES.formatted("blue", KEY));
        Files.writeString(folder.resolve("green.json"), VARIABLES.formatted("green", "open-sesame-77"));
        var second =
                CompletableFuture.supplyAsync(() -> ask("deployments-76", "Staging", "blue.json", "--format", "json"));
        var third = CompletableFuture.supplyAsync(
                () -> ask("deployments-77", "Production", "green.json", "--format", "octopus"));
        production = ask("deployments-75", "Production", "blue.json");
        staging = second.join();
        again = third.join();
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void the_example_of_the_rfc_works_literally() {
        assumeThat(cloud.host()).as("port " + PORT + " is taken").isEqualTo("localhost:" + PORT);
        assertThat(production.output()).isEqualTo("localhost:8080/mywebapp:1.2.0-deployments-75\n");
    }

    @Test
    void each_deployment_has_the_files_of_its_environment_and_no_other_byte_changes() throws IOException {
        Path files = unpacked("mywebapp:1.2.0-deployments-75").resolve("srv");
        assertThat(files.resolve("appsettings.json")).content().isEqualTo("""
                {
                  // the database
                  "Database": { "Host": "db.example.com", "Port": 5432 }
                }
                """);
        assertThat(files.resolve("settings/app.yaml")).content().isEqualTo("""
                # the log
                log:
                  level: warn # for developers
                """);
        assertThat(files.resolve("app.properties")).content().isEqualTo("# colours\ncolour = blue\n");
        assertThat(files.resolve("config/site.conf")).content().isEqualTo("environment Production\n");
        assertThat(files.resolve("Web.config")).content().isEqualTo("""
                <?xml version="1.0" encoding="utf-8"?>
                <configuration>
                  <appSettings>
                    <add key="Greeting" value="good day" />  <!-- stays -->
                  </appSettings>
                  <system.web>
                    <compilation />
                  </system.web>
                </configuration>
                """);
        assertThat(files.resolve("Acme.Static/index.html")).content().isEqualTo("static\n");

        files = unpacked("mywebapp:1.2.0-deployments-76").resolve("srv");
        assertThat(files.resolve("appsettings.json")).content().contains("\"db.test.example.com\", \"Port\": 5432 }");
        assertThat(files.resolve("settings/app.yaml")).content().contains("level: debug # for developers");
        assertThat(files.resolve("config/site.conf")).content().isEqualTo("environment Staging\n");
        assertThat(files.resolve("Web.config"))
                .content()
                .contains("<add key=\"Banner\" value=\"test\" />", "value=\"good day\" />  <!-- stays -->");

        files = unpacked("mywebapp:1.2.0-deployments-77").resolve("srv");
        assertThat(files.resolve("app.properties")).content().isEqualTo("# colours\ncolour = green\n");
    }

    @Test
    void a_built_image_runs() {
        Tool buildah = Tool.named("buildah");
        String name = cloud.host() + "/mywebapp:1.2.0-deployments-75";
        buildah.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        String container = buildah.run(stored("from", "--tls-verify=false", name));
        assertThat(buildah.run(stored("run", container, "--", "cat", "config/site.conf", "/data/built")))
                .isEqualTo("environment Production\nbuilt");
    }

    @Test
    void the_output_formats_contain_image_digest_and_reference() throws IOException {
        JsonNode build = Api.JSON.readTree(staging.output());
        String digest = build.path("digest").asText();
        assertThat(digest).isEqualTo(digest("mywebapp:1.2.0-deployments-76"));
        assertThat(build.path("image").asText()).isEqualTo(cloud.host() + "/mywebapp:1.2.0-deployments-76");
        assertThat(build.path("reference").asText()).isEqualTo(cloud.host() + "/mywebapp@" + digest);
        assertThat(build.path("packages").findValuesAsText("version")).containsExactly("1.4.0");

        String set = "Octopus.Action.Package[mywebapp].";
        assertThat(again.output().lines().map(BuildFlowTest::decoded))
                .containsExactly(
                        set + "Image=" + cloud.host() + "/mywebapp:1.2.0-deployments-77",
                        set + "Registry=" + cloud.host(),
                        set + "PackageId=mywebapp",
                        set + "Version=1.2.0-deployments-77",
                        set + "PackageVersion=1.2.0-deployments-77",
                        set + "Digest=" + digest("mywebapp:1.2.0-deployments-77"));

        assertThat(ask("deployments-76", "Staging", "blue.json", "--format", "github")
                        .output())
                .isEqualTo("image=%s/mywebapp:1.2.0-deployments-76\ndigest=%s\nreference=%s/mywebapp@%s\n"
                        .formatted(cloud.host(), digest, cloud.host(), digest));
    }

    @Test
    void a_rollback_pulls_the_same_digest_and_builds_nothing() {
        String digest = digest("mywebapp:1.2.0-deployments-75");
        long builds = slipway.run("builds").lines().count();
        Tool.Result rollback = ask("deployments-75", "Production", "blue.json");
        assertThat(rollback.output()).isEqualTo(production.output());
        assertThat(rollback.errors()).endsWith(" Succeeded\n").doesNotContain("==");
        assertThat(digest("mywebapp:1.2.0-deployments-75")).isEqualTo(digest);
        assertThat(slipway.run("builds").lines()).hasSize((int) builds);
        JsonNode images = images("deployments-75").path("images");
        assertThat(images).hasSize(1);
        assertThat(images.at("/0/package").asText()).isEqualTo("mywebapp");
        assertThat(images.at("/0/version").asText()).isEqualTo("1.2.0");
        assertThat(images.at("/0/image").asText()).isEqualTo(cloud.host() + "/mywebapp:1.2.0-deployments-75");
        assertThat(images.at("/0/reference").asText()).isEqualTo(cloud.host() + "/mywebapp@" + digest);
    }

    @Test
    void a_waiting_command_prints_the_log_and_the_log_is_kept() {
        assertThat(production.errors())
                .containsPattern(
                        "Running\n20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ +start took [0-9.]+ s\n20\\S+ == fetch\n")
                .contains("== extract\n", "== features\n", "== build\n", "== push\n", "== attest\n")
                .containsPattern("Z +build took [0-9.]+ s\n")
                .containsPattern("Z done in [0-9.]+ s\n")
                .contains("appsettings.json: structured configuration variables: Database:Host at 3:25\n");
        String id = production.errors().split(" ", 4)[2];
        assertThat(production.errors()).endsWith(slipway.run("log", id) + "\n");
        assertThat(slipway.run("log", "-f", id)).isEqualTo(slipway.run("log", id));
        assertThat(production.errors() + again.errors()).doesNotContain("open-sesame");
    }

    @Test
    void a_comparison_shows_the_differences_between_two_deployments() {
        String blue = id(production);
        String green = id(again);
        assertThat(slipway.run("diff", blue, green)).isEqualTo("""
                variable Api.Key: ******** -> ********
                variable Octopus.Deployment.Id: deployments-75 -> deployments-77
                variable colour: blue -> green
                --- a/app.properties
                +++ b/app.properties
                @@ -1,2 +1,2 @@
                 # colours
                -colour = blue
                +colour = green""");
    }

    @Test
    void an_image_documents_its_inputs_but_never_a_value() throws IOException {
        Tool crane = crane();
        String name = cloud.host() + "/mywebapp:1.2.0-deployments-75";
        String config = crane.run("config", "--insecure", name);
        JsonNode labels = Api.JSON.readTree(config).path("config").path("Labels");
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("mywebapp");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo("1.2.0");
        assertThat(labels.path("org.opencontainers.image.base.digest").asText()).isEqualTo(digest("busybox:1"));
        assertThat(labels.path("release").asText()).isEqualTo("2026.1");
        Tool oras = Tool.named("oras").sharingHome(crane);
        JsonNode referrers = Api.JSON
                .readTree(oras.run("discover", "--plain-http", "--format", "json", "--depth", "1", name))
                .path("referrers");
        assertThat(referrers.findValuesAsText("artifactType"))
                .containsExactlyInAnyOrder(
                        "application/vnd.in-toto+json",
                        "application/spdx+json",
                        "application/vnd.dev.sigstore.bundle.v0.3+json");
        StringBuilder all = new StringBuilder(config);
        for (JsonNode referrer : referrers) {
            String reference =
                    cloud.host() + "/mywebapp@" + referrer.path("digest").asText();
            JsonNode manifest = Api.JSON.readTree(oras.run("manifest", "fetch", "--plain-http", reference));
            String blob = cloud.host() + "/mywebapp@"
                    + manifest.at("/layers/0/digest").asText();
            String document = opened(oras.run("blob", "fetch", "--plain-http", "--output", "-", blob));
            assertThat(document).contains("mywebapp", "1.2.0", "Acme.Static", "1.4.0");
            all.append(document);
        }
        assertThat(all.toString()).doesNotContain("open-sesame", "db.example.com", "good day");
    }

    /** Returns the statement in a signed bundle; any other document unchanged. */
    private static String opened(String document) throws IOException {
        JsonNode payload = Api.JSON.readTree(document).at("/dsseEnvelope/payload");
        return payload.isMissingNode() ? document : new String(payload.binaryValue(), StandardCharsets.UTF_8);
    }

    @Test
    void cosign_verifies_the_provenance_with_the_registrys_key(@TempDir Path folder) throws Exception {
        String name = cloud.host() + "/mywebapp:1.2.0-deployments-75";
        Path key = folder.resolve("slipway.pub");
        Files.writeString(
                key,
                new Api(cloud)
                        .send("GET", "/api/provenance-key", new byte[0], Map.of())
                        .body());
        Tool cosign = Tool.named("cosign").sharingHome(crane());
        JsonNode envelope = Api.JSON.readTree(cosign.run(verification(key, name)));
        JsonNode statement = Api.JSON.readTree(envelope.path("payload").binaryValue());
        assertThat(statement.at("/predicate/runDetails/builder/id").asText())
                .isEqualTo("https://" + cloud.host() + "/api/spaces/default/builds");
        for (JsonNode dependency : statement.at("/predicate/buildDefinition/resolvedDependencies")) {
            String uri = dependency.path("uri").asText();
            if (uri.startsWith("https://" + cloud.host())) {
                String path = uri.substring(("https://" + cloud.host()).length());
                String repository = path.substring("/v2/".length(), path.indexOf("/blobs/"));
                assertThat(new Api(cloud)
                                .send(repository, "HEAD", path, new byte[0])
                                .statusCode())
                        .as(uri)
                        .isEqualTo(307);
            }
        }
        assertThat(statement.at("/subject/0/digest/sha256").asText())
                .isEqualTo(digest("mywebapp:1.2.0-deployments-75").substring("sha256:".length()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        assertThat(cosign.attempt("", verification(key, name)).code())
                .as("with another key")
                .isNotZero();
    }

    /** Returns cosign's arguments for verifying an image's provenance with a key and without a transparency log. */
    private static String[] verification(Path key, String name) {
        return new String[] {
            "verify-attestation",
            "--key",
            key.toString(),
            "--type",
            "slsaprovenance1",
            "--insecure-ignore-tlog=true",
            "--allow-http-registry",
            name
        };
    }

    @Test
    void a_tag_moves_only_for_a_redeployment() {
        String before = digest("mywebapp:1.2.0-deployments-77");
        Tool.Result refused = ask("deployments-77", "Production", "blue.json");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors())
                .isEqualTo(
                        "slipway: the image mywebapp:1.2.0-deployments-77 exists already, built from other inputs by the build "
                                + id(again) + "; use another deployment, or request a redeployment\n");
        Tool.Result redone = ask("deployments-77", "Production", "blue.json", "--redeployment");
        assertThat(redone.output()).isEqualTo(cloud.host() + "/mywebapp:1.2.0-deployments-77\n");
        String after = digest("mywebapp:1.2.0-deployments-77");
        assertThat(after).isNotEqualTo(before);
        assertThat(images("deployments-77").at("/images/0/digest").asText()).isEqualTo(after);
        // Pulls by the first digest still work; the tag is restored for the other tests.
        assertThat(digest("mywebapp@" + before)).isEqualTo(before);
        ask("deployments-77", "Production", "green.json", "--redeployment");
        assertThat(digest("mywebapp:1.2.0-deployments-77")).isEqualTo(before);
    }

    @Test
    void a_cancelled_build_can_be_requested_again() throws Exception {
        Map<String, String> files = SampleApp.files();
        files.put("Dockerfile", "ARG BASE\nFROM $BASE\nRUN echo before && sleep 299\n");
        slipway.run("push", file("slow.1.0.0.zip", files));
        Tool.Result asked = askForSlow();
        assertThat(asked.output()).isEqualTo(cloud.host() + "/mywebapp:1.0.0-deployments-80\n");
        String id = id(asked);
        var followed = CompletableFuture.supplyAsync(() -> slipway.run("log", "-f", id));
        // Buildah prints a step when it begins, but the step's output only when it has ended.
        while (!followed.isDone() && !slipway.run("log", id).contains("STEP 2/")) {
            Thread.sleep(500);
        }
        assertThat(followed).isNotDone();
        slipway.run("cancel", id);
        assertThat(followed.join()).contains("== build\n", "RUN echo before && sleep 299");
        assertThat(slipway.run("builds")).contains(id + "\tCancelled\t");
        assertThat(Api.json(get("/api/spaces/default/builds/" + id))
                        .at("/failure/message")
                        .asText())
                .isEqualTo("the build was cancelled");
        assertThat(ProcessHandle.allProcesses()
                        .map(it -> it.info().commandLine().orElse(""))
                        .filter(it -> it.contains("sleep 299")))
                .isEmpty();
        Tool.Result next = askForSlow();
        assertThat(id(next)).isNotEqualTo(id);
        slipway.run("cancel", id(next));
    }

    private Tool.Result askForSlow() {
        return slipway.build("slow", "1.0.0", "deployments-80", "Production", "blue.json", "--no-wait");
    }

    private String file(String name, Map<String, String> files) throws IOException {
        Files.write(folder.resolve(name), SampleApp.zip(files));
        return name;
    }

    private Tool.Result ask(String deployment, String environment, String variables, String... more) {
        return slipway.build("mywebapp", "1.2.0", deployment, environment, variables, more);
    }

    /** Returns the id of a build from the command's standard error. */
    private static String id(Tool.Result asked) {
        assertThat(asked.errors()).startsWith("slipway: build ");
        return asked.errors().split(" ", 4)[2];
    }

    /** Decodes a service message of Octopus Deploy as {@code name=value}. */
    private static String decoded(String message) {
        String[] parts = message.split("'", -1);
        assertThat(message).isEqualTo("##octopus[setVariable name='" + parts[1] + "' value='" + parts[3] + "']");
        Base64.Decoder decoder = Base64.getDecoder();
        return new String(decoder.decode(parts[1]), StandardCharsets.UTF_8) + "="
                + new String(decoder.decode(parts[3]), StandardCharsets.UTF_8);
    }

    private JsonNode images(String deployment) {
        return Api.json(get("/api/spaces/default/deployments/" + deployment + "/images"));
    }

    private java.net.http.HttpResponse<String> get(String path) {
        return new Api(cloud).send("GET", path, new byte[0], Map.of("Authorization", "Bearer " + cloud.adminToken()));
    }

    private Tool crane() {
        return Tool.crane(cloud);
    }

    private String digest(String reference) {
        return crane().run("digest", "--insecure", cloud.host() + "/" + reference);
    }

    private Path unpacked(String reference) throws IOException {
        Path root = Files.createTempDirectory(folder, "unpacked");
        Tool crane = crane();
        crane.run("export", "--insecure", cloud.host() + "/" + reference, "image.tar");
        Tool.named("tar").sharingHome(crane).run("-C", root.toString(), "-xf", "image.tar");
        return root;
    }

    private String[] stored(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--storage-driver", "vfs"));
        all.addAll(List.of("--root", folder.resolve("storage").toString()));
        all.addAll(List.of("--runroot", folder.resolve("run").toString()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
