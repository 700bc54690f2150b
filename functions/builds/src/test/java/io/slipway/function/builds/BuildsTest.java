package io.slipway.function.builds;

import static io.slipway.function.builds.BuildLab.BUILDS;
import static io.slipway.function.builds.BuildLab.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.record.Build;
import io.slipway.builds.report.BuildFailure;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.JobStage;
import io.slipway.core.access.Action;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Mirrors;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.features.octostache.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Builds through the API, with emulated DynamoDB, S3, KMS and CodeBuild. Each test has its own deployments. */
@TestInstance(Lifecycle.PER_CLASS)
class BuildsTest {
    private BuildLab lab;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        lab = new BuildLab(folder);
        lab.addPackage("MyWebApp", "1.2.0", Map.of("sdi.yaml", """
            packages:
              - id: Acme.Web
                version: "[1.0,2.0)"
                folder: web
            build:
              baseImages:
                BASE: base:1
            """, "Dockerfile", "ARG BASE\nFROM $BASE\nRUN make\n"));
        lab.addPackage("Acme.Web", "1.4.0", Map.of("index.html", "1.4"));
        lab.addPackage("Acme.Web", "1.5.0", Map.of("index.html", "1.5"));
        lab.addPackage("Acme.Web", "2.1.0", Map.of("index.html", "2.1"));
        lab.push(
                RepositoryName.parse("base"),
                "1",
                "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
                MediaTypes.OCI_INDEX);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void a_build_runs_and_returns_its_image() {
        JsonNode asked = lab.send("POST", BUILDS, request("deployments-75", ""), 202);
        String id = asked.path("id").asText();
        assertThat(asked.path("image").asText()).isEqualTo("registry.example.com/mywebapp:1.2.0-deployments-75");
        assertThat(asked.at("/packages/0/version").asText()).isEqualTo("1.5.0");
        assertThat(asked.at("/baseImages/0/digest").asText()).startsWith("sha256:");
        lab.await(id, "Running");
        Digest digest = lab.succeed(id);
        lab.await(id, "Succeeded");
        JsonNode build = lab.get(id);
        assertThat(build.path("digest").asText()).isEqualTo(digest.toString());
        assertThat(build.path("reference").asText()).isEqualTo("registry.example.com/mywebapp@" + digest);
        assertThat(build.path("failure").isNull()).isTrue();
        JsonNode images = lab.send("GET", "/api/spaces/default/deployments/deployments-75/images", "", 200);
        assertThat(images.at("/images/0/package").asText()).isEqualTo("MyWebApp");
        assertThat(images.at("/images/0/digest").asText()).isEqualTo(digest.toString());
    }

    @Test
    void a_request_with_the_same_inputs_returns_the_running_or_succeeded_build() {
        String id = lab.ask("same-1");
        assertThat(lab.send("POST", BUILDS, request("same-1", ""), 200)
                        .path("id")
                        .asText())
                .isEqualTo(id);
        lab.succeed(id);
        lab.await(id, "Succeeded");
        JsonNode again = lab.send("POST", BUILDS, request("same-1", ""), 200);
        assertThat(again.path("id").asText()).isEqualTo(id);
        assertThat(again.path("state").asText()).isEqualTo("Succeeded");
    }

    @RepeatedTest(8)
    void concurrent_identical_requests_get_the_same_build(RepetitionInfo repetition) {
        String deployment = "at-once-" + repetition.getCurrentRepetition();
        Set<String> ids = ConcurrentHashMap.newKeySet();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                executor.execute(() -> {
                    Response response = lab.send(EmulatedAccount.ADMIN_TOKEN, "POST", BUILDS, request(deployment, ""));
                    statuses.add(response.status());
                    ids.add(BuildLab.json(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                            .path("id")
                            .asText());
                });
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 202);
        assertThat(ids).hasSize(1);
        String id = ids.iterator().next();
        lab.await(id, "Running");
        assertThat(lab.eventsOf(id).stream()
                        .map(event -> event.path("build-id").asText())
                        .distinct())
                .hasSize(1);
        lab.end(id, 0);
    }

    @Test
    void another_image_for_the_same_tag_is_refused_unless_it_is_a_redeployment() {
        String id = lab.ask("fixed-1");
        String other = request("fixed-1", ", \"variables\": {\"Color\": \"blue\"}");
        assertThat(lab.send("POST", BUILDS, other, 409).at("/errors/0/message").asText())
                .contains("is building mywebapp:1.2.0-fixed-1 from other inputs");
        lab.succeed(id);
        lab.await(id, "Succeeded");
        assertThat(lab.send("POST", BUILDS, other, 409).at("/errors/0/message").asText())
                .contains(
                        "the image mywebapp:1.2.0-fixed-1 exists already, built from other inputs by the build " + id);
        String redeployment = request("fixed-1", ", \"redeployment\": true, \"variables\": {\"Color\": \"blue\"}");
        String second = lab.send("POST", BUILDS, redeployment, 202).path("id").asText();
        assertThat(second).isNotEqualTo(id);
        lab.end(second, 1);
        lab.await(second, "Failed");
    }

    @Test
    void a_failed_redeployment_does_not_change_the_image_or_its_build() {
        String id = lab.ask("fixed-2");
        Digest digest = lab.succeed(id);
        lab.await(id, "Succeeded");
        String redeployment = request("fixed-2", ", \"redeployment\": true, \"variables\": {\"Color\": \"blue\"}");
        String second = lab.send("POST", BUILDS, redeployment, 202).path("id").asText();
        lab.end(second, 1);
        lab.await(second, "Failed");
        assertThat(lab.send("POST", BUILDS, request("fixed-2", ""), 200)
                        .path("id")
                        .asText())
                .isEqualTo(id);
        JsonNode images = lab.send("GET", "/api/spaces/default/deployments/fixed-2/images", "", 200);
        assertThat(images.at("/images/0/state").asText()).isEqualTo("Failed");
        assertThat(images.at("/images/0/digest").asText()).isEqualTo(digest.toString());
        lab.send("POST", BUILDS, request("fixed-2", ", \"variables\": {\"Color\": \"blue\"}"), 409);
    }

    @Test
    void a_failed_build_has_its_reason_and_can_be_requested_again() {
        String id = lab.ask("fails-1");
        lab.report(
                id,
                new BuildReport(
                        JobStage.FEATURES,
                        null,
                        new BuildFailure(JobStage.FEATURES, "the transform fails", "Web.Release.config", 7, List.of()),
                        List.of(),
                        List.of(),
                        Map.of()));
        lab.end(id, 1);
        lab.await(id, "Failed");
        JsonNode failure = lab.get(id).path("failure");
        assertThat(failure.path("stage").asText()).isEqualTo("features");
        assertThat(failure.path("file").asText()).isEqualTo("Web.Release.config");
        assertThat(failure.path("line").asInt()).isEqualTo(7);
        String again = lab.ask("fails-1");
        assertThat(again).isNotEqualTo(id);
        lab.succeed(again);
        lab.await(again, "Succeeded");
    }

    @Test
    void a_job_that_ends_without_a_report_fails_with_the_message_of_codebuild() {
        String id = lab.ask("dies-1");
        lab.end(id, 3);
        lab.await(id, "Failed");
        assertThat(lab.get(id).at("/failure/message").asText())
                .startsWith("the job failed before it could report a reason: BUILD: ");
    }

    @Test
    void a_build_fails_if_its_job_succeeds_without_an_image_in_the_registry() {
        String id = lab.ask("liar-1");
        lab.report(
                id, new BuildReport(JobStage.DONE, BuildLab.digest("nowhere"), null, List.of(), List.of(), Map.of()));
        lab.end(id, 0);
        lab.await(id, "Failed");
        assertThat(lab.get(id).at("/failure/message").asText())
                .isEqualTo("the image that the job reports is not in the registry");
    }

    @Test
    void one_error_lists_everything_that_is_missing() {
        lab.addPackage("Broken", "1.0.0", Map.of("Dockerfile", "FROM scratch\n", "sdi.yaml", """
            packages:
              - id: Acme.Web
                version: "[7.0,8.0)"
              - id: Nobody
            build:
              baseImages: { BASE: "nothing:1" }
            """));
        JsonNode errors = lab.send("POST", BUILDS, """
            {"package": "Broken", "version": "1.0.0", "deployment": "d-1", "environment": "Test",
             "packages": {"Other": "1"}}\
            """, 400);
        assertThat(errors.path("errors").findValuesAsText("message"))
                .containsExactly(
                        "no version of the package Acme.Web matches [7.0,8.0); there are 1.4.0, 1.5.0, 2.1.0",
                        "there is no package Nobody in the space default",
                        "the SDI Broken 1.0.0 does not refer to the package other, for which the request sets a version",
                        "there is no base image nothing:1 in this registry");
    }

    /** The author of an sdi.yaml reads base images with the grants of the user who deploys it. */
    @Test
    void a_space_can_restrict_its_builds_to_its_own_base_images() {
        lab.backend.spaces().add(Space.begin(new SpaceName("elsewhere"), Instant.EPOCH, SpaceSettings.DEFAULT));
        lab.push(
                RepositoryName.parse("elsewhere/base"),
                "1",
                "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
                MediaTypes.OCI_INDEX);
        lab.addPackage("Deputy", "1.0.0", Map.of("Dockerfile", "ARG BASE\nFROM $BASE\nRUN make\n", "sdi.yaml", """
            build:
              baseImages: { BASE: "elsewhere/base:1" }
            """));
        lab.addPackage("Honest", "1.0.0", Map.of("Dockerfile", "ARG BASE\nFROM $BASE\nRUN make\n", "sdi.yaml", """
            build:
              baseImages: { BASE: "base:1" }
            """));
        String form =
                "{\"package\": \"%s\", \"version\": \"1.0.0\", \"deployment\": \"%s\", \"environment\": \"Test\"}";
        lab.send("POST", BUILDS, form.formatted("Deputy", "deputy-1"), 202);
        lab.backend
                .spaces()
                .change(SpaceName.DEFAULT, new SpaceSettings("", "", Visibility.PRIVATE, false, true, Mirrors.NONE));
        try {
            assertThat(lab.send("POST", BUILDS, form.formatted("Deputy", "deputy-2"), 400)
                            .at("/errors/0/message")
                            .asText())
                    .isEqualTo("the base image elsewhere/base:1 must be in the space default,"
                            + " because of its setting ownBasesOnly, but is in elsewhere");
            lab.send("POST", BUILDS, form.formatted("Honest", "deputy-3"), 202);
        } finally {
            lab.backend.spaces().change(SpaceName.DEFAULT, SpaceSettings.DEFAULT);
        }
    }

    @Test
    void one_error_lists_all_mistakes_of_a_request() {
        JsonNode errors =
                lab.send("POST", BUILDS, "{\"package\": \"../x\", \"deployment\": \"d 1\", \"color\": 1}", 400);
        assertThat(errors.path("errors")).hasSize(4);
        assertThat(lab.send("POST", BUILDS, request("d", ", \"variables\": [{\"Value\": 1}]"), 400)
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("variables: the variable 1 of the list has no Name");
    }

    @Test
    void a_value_is_chosen_by_all_scopes_of_the_deployment() {
        String set = """
            , "channel": "Hotfix", "roles": ["web", "linux"], "machine": "web01", "step": "Deploy", "tenant": "Acme",
             "tenantTags": ["Regions/EU"], "process": "Backup", "redeployment": true, "variables": {"Variables": [
              {"Name": "Color", "Value": "gray"}, {"Name": "Release", "Value": 1.10},
              {"Name": "Color", "Value": "%s", "Scope": {"Environment": ["Environments-2"], "Channel": ["Channels-1"],
               "Role": ["linux"], "Machine": ["web01"], "Action": ["0c5b"], "TenantTag": ["Regions/EU"], "ProcessOwner": ["Backup"]}}],
             "ScopeValues": {"Environments": [{"Id": "Environments-2", "Name": "Production"}],
              "Channels": [{"Id": "Channels-1", "Name": "Hotfix"}], "Actions": [{"Id": "0c5b", "Name": "Deploy"}]}}\
            """;
        JsonNode asked = lab.send("POST", BUILDS, request("scope-1", set.formatted("red")), 202);
        assertThat(asked.path("warnings")).isEmpty();
        assertThat(asked.path("deployment").toString())
                .isEqualTo("{\"id\":\"scope-1\",\"environment\":\"Production\",\"tenant\":\"Acme\","
                        + "\"tenantTags\":[\"Regions/EU\"],\"channel\":\"Hotfix\",\"roles\":[\"web\",\"linux\"],"
                        + "\"machine\":\"web01\",\"step\":\"Deploy\",\"process\":\"Backup\"}");
        String id = asked.path("id").asText();
        assertThat(lab.backend
                        .forBuilds()
                        .buildObjects()
                        .inputs(new BuildId(SpaceName.DEFAULT, id))
                        .orElseThrow()
                        .variables())
                .contains(
                        new Variable("Color", "red", false),
                        new Variable("Release", "1.10", false),
                        new Variable("Octopus.Release.Channel.Name", "Hotfix", false),
                        new Variable("Octopus.Machine.Roles", "web,linux", false));
        assertThat(lab.send("POST", BUILDS, request("scope-1", set.formatted("red")), 200)
                        .path("id")
                        .asText())
                .as("the same inputs give the same build")
                .isEqualTo(id);
        lab.end(id, 1);
        lab.await(id, "Failed");
        String other =
                request("scope-1", set.formatted("red").replace("\"Hotfix\", \"roles\"", "\"Other\", \"roles\""));
        assertThat(lab.send("POST", BUILDS, other, 202).path("warnings").toString())
                .isEqualTo("[\"the channel must be one that the variables name (Hotfix), but was Other\"]");
    }

    @Test
    void ambiguous_variables_are_refused() {
        String misspelt = ", \"variables\": [{\"Name\": \"Db\", \"Scope\": {\"Enviroment\": [\"Production\"]}}]";
        assertThat(lab.send("POST", BUILDS, request("misread-1", misspelt), 400)
                        .at("/errors/0/message")
                        .asText())
                .startsWith("variables: the Scope of Db has the key Enviroment, which is none of Environment, ");
        String export = ", \"variables\": [{\"Name\": \"Db:Password\", \"Value\": null, \"IsSensitive\": true}]";
        assertThat(lab.send("POST", BUILDS, request("misread-1", export), 400)
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("variables: the sensitive variable Db:Password has no value, which exports leave out");
        Map<String, String> refusals = Map.of(
                "\"roles\": \"web\"", "the field roles must be a list of strings, but was 'web'",
                "\"tenantTags\": [\"EU\", 1]", "each item of the field tenantTags must be a string, but was 1",
                "\"channel\": 1", "the field channel must be a string, but was 1",
                "\"step\": \"\\n\"", "the name of the step must have 1 to 200 printable characters");
        refusals.forEach((wrong, refusal) -> assertThat(
                        lab.send("POST", BUILDS, request("misread-1", ", " + wrong), 400)
                                .at("/errors/0/message")
                                .asText())
                .startsWith("deployment: " + refusal));
    }

    @Test
    void a_missing_package_and_a_package_that_is_not_an_sdi_are_refused() {
        String wrong = """
            {"package": "MyWebApp", "version": "9", "deployment": "d-1", "environment": "Test"}\
            """;
        assertThat(lab.send("POST", BUILDS, wrong, 400).at("/errors/0/message").asText())
                .isEqualTo("there is no package MyWebApp 9 in the space default");
        String plain = """
            {"package": "Acme.Web", "version": "1.5.0", "deployment": "d-1", "environment": "Test"}\
            """;
        assertThat(lab.send("POST", BUILDS, plain, 400).at("/errors/0/message").asText())
                .isEqualTo(
                        "the package Acme.Web 1.5.0 cannot be built: it must have sdi.yaml or Dockerfile at its root,"
                                + " but has neither");
    }

    @Test
    void a_job_cannot_move_the_tag_after_its_build_has_ended() {
        String id = lab.ask("pinned-1");
        Digest image = lab.succeed(id);
        lab.await(id, "Succeeded");
        // A bearer token of the job remains valid for some minutes.
        Build build = lab.backend
                .forBuilds()
                .builds()
                .find(new BuildId(SpaceName.DEFAULT, id))
                .orElseThrow();
        BuildInputs inputs = build.inputs();
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        PushOutcome outcome = lab.backend
                .manifests()
                .push(new ManifestPush(
                        inputs.repository(),
                        Digest.of(DigestAlgorithm.SHA256, other),
                        new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", ""),
                        other,
                        List.of(inputs.tag()),
                        lab.backend
                                .manifests()
                                .view(inputs.repository(), Optional.empty(), List.of())
                                .repository(),
                        build.credential().id()));
        assertThat(outcome.stored()).isFalse();
        assertThat(outcome.pinned()).containsExactly(inputs.tag());
        assertThat(lab.send("GET", BUILDS + "/" + id, "", 200).path("reference").asText())
                .endsWith("@" + image);
    }

    @Test
    void a_jobs_token_is_valid_while_the_job_runs_and_grants_only_what_the_build_needs() {
        String id = lab.ask("token-1");
        var job = lab.backend
                .forBuilds()
                .buildObjects()
                .job(new BuildId(SpaceName.DEFAULT, id))
                .orElseThrow();
        assertThat(job.registry()).isEqualTo("https://registry.example.com");
        assertThat(lab.backend
                        .forLogins()
                        .credentials()
                        .logIn(job.token(), "192.0.2.1", Set.of())
                        .orElseThrow()
                        .token()
                        .grants())
                .extracting(grant -> grant.repository() + " "
                        + grant.actions().stream().sorted().toList())
                .containsExactlyInAnyOrder(
                        "mywebapp [PULL, PUSH]", "packages/mywebapp [PULL]", "packages/acme.web [PULL]", "base [PULL]");
        for (String address :
                List.of(BUILDS, BUILDS + "/" + id, "/api/spaces/default/deployments/token-1/images", "/none")) {
            assertThat(lab.send(job.token(), "GET", address, "").status())
                    .as(address)
                    .isEqualTo(403);
        }
        assertThat(lab.send(job.token(), "POST", BUILDS, request("token-2", "")).status())
                .isEqualTo(403);
        lab.end(id, 1);
        lab.await(id, "Failed");
        BuildLab.await(
                () -> lab.backend
                        .forLogins()
                        .credentials()
                        .logIn(job.token(), "192.0.2.1", Set.of())
                        .isEmpty(),
                "the token to be revoked");
        BuildLab.await(
                () -> lab.backend
                        .forBuilds()
                        .buildObjects()
                        .job(new BuildId(SpaceName.DEFAULT, id))
                        .isEmpty(),
                "the job's inputs to be removed");
    }

    @Test
    void a_running_build_can_be_cancelled_repeatedly() {
        String id = lab.ask("cancel-1");
        lab.await(id, "Running");
        lab.send("POST", BUILDS + "/" + id + "/cancel", "", 202);
        lab.await(id, "Cancelled");
        lab.send("POST", BUILDS + "/" + id + "/cancel", "", 200);
        assertThat(lab.get(id).at("/failure/message").asText()).isEqualTo("the build was cancelled");
    }

    @Test
    void a_build_that_has_ended_cannot_be_cancelled() {
        String id = lab.ask("cancel-2");
        lab.succeed(id);
        lab.await(id, "Succeeded");
        assertThat(lab.send("POST", BUILDS + "/" + id + "/cancel", "", 409)
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("the build must not have ended, but is Succeeded");
    }

    @Test
    void the_log_is_read_in_parts() {
        String id = lab.ask("log-1");
        BuildId build = new BuildId(SpaceName.DEFAULT, id);
        lab.backend.forBuilds().buildObjects().putLog(build, 1, "one\n");
        lab.backend.forBuilds().buildObjects().putLog(build, 2, "two\n");
        lab.landForeign("builds/" + build + "/log/0001.1764288000", "not a chunk");
        JsonNode part = lab.send("GET", BUILDS + "/" + id + "/log", "", 200);
        assertThat(part.path("text").asText()).isEqualTo("one\ntwo\n");
        assertThat(part.path("last").asInt()).isEqualTo(2);
        assertThat(part.path("ended").asBoolean()).isFalse();
        lab.backend.forBuilds().buildObjects().putLog(build, 3, "three\n");
        assertThat(lab.send("GET", BUILDS + "/" + id + "/log?after=2", "", 200)
                        .path("text")
                        .asText())
                .isEqualTo("three\n");
        lab.end(id, 1);
    }

    @Test
    void a_comparison_of_builds_does_not_reveal_sensitive_values() {
        String variables = ", \"variables\": [{\"Name\": \"Color\", \"Value\": \"%s\"},"
                + " {\"Name\": \"Password\", \"Value\": \"%s\", \"IsSensitive\": true}]";
        String left = lab.send("POST", BUILDS, request("diff-1", variables.formatted("red", "hunter22")), 202)
                .path("id")
                .asText();
        String right = lab.send("POST", BUILDS, request("diff-2", variables.formatted("blue", "hunter33")), 202)
                .path("id")
                .asText();
        lab.succeed(left);
        lab.succeed(right);
        lab.await(left, "Succeeded");
        lab.await(right, "Succeeded");
        JsonNode diff = lab.send("GET", BUILDS + "/" + left + "/diff/" + right, "", 200);
        assertThat(diff.path("variables").toString())
                .isEqualTo("[{\"name\":\"Color\",\"left\":\"red\",\"right\":\"blue\"},"
                        + "{\"name\":\"Octopus.Deployment.Id\",\"left\":\"diff-1\",\"right\":\"diff-2\"},"
                        + "{\"name\":\"Password\",\"left\":\"********\",\"right\":\"********\"}]");
        assertThat(diff.at("/files/0/left/text").asText()).isEqualTo("Build=" + left + "\n");
        assertThat(diff.toString()).doesNotContain("hunter");
    }

    @Test
    void a_comparison_shows_a_base_image_whose_tag_has_moved() {
        String left = lab.ask("base-1");
        String before = lab.get(left).at("/baseImages/0/digest").asText();
        Digest after = lab.push(
                RepositoryName.parse("base"),
                "1",
                "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"of\":\"tomorrow\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                MediaTypes.OCI_INDEX);
        String right = lab.ask("base-2");
        JsonNode diff = lab.send("GET", BUILDS + "/" + left + "/diff/" + right, "", 200);
        assertThat(diff.path("baseImages").toString())
                .isEqualTo("[{\"image\":\"base:1\",\"left\":\"" + before + "\",\"right\":\"" + after + "\"}]");
        assertThat(lab.send("GET", BUILDS + "/" + left + "/diff/" + left, "", 200)
                        .path("baseImages"))
                .isEmpty();
        lab.end(left, 1);
        lab.end(right, 1);
    }

    @Test
    void the_report_of_a_build_has_its_stages_files_and_masked_variables() {
        String variables = ", \"variables\": [{\"Name\": \"Color\", \"Value\": \"red\"},"
                + " {\"Name\": \"Password\", \"Value\": \"hunter22\", \"IsSensitive\": true}]";
        String id = lab.send("POST", BUILDS, request("report-1", variables), 202)
                .path("id")
                .asText();
        assertThat(lab.send("GET", BUILDS + "/" + id + "/report", "", 200)
                        .path("stages")
                        .isEmpty())
                .isTrue();
        lab.succeed(id);
        lab.await(id, "Succeeded");
        JsonNode report = lab.send("GET", BUILDS + "/" + id + "/report", "", 200);
        assertThat(report.path("stages").toString()).isEqualTo("[{\"stage\":\"build\",\"milliseconds\":1000}]");
        assertThat(report.path("files").findValuesAsText("path")).isNotEmpty();
        assertThat(report.path("variables").toString())
                .contains("{\"name\":\"Color\",\"value\":\"red\",\"sensitive\":false}")
                .contains("{\"name\":\"Password\",\"value\":\"********\",\"sensitive\":true}");
        assertThat(report.toString()).doesNotContain("hunter");
    }

    @Test
    void a_request_for_a_log_can_wait_for_new_output() throws InterruptedException {
        String id = lab.ask("log-2");
        BuildId build = new BuildId(SpaceName.DEFAULT, id);
        Thread job = Thread.ofVirtual().start(() -> {
            BuildLab.await(() -> lab.state(id).equals("Running"), "the build to run");
            lab.backend.forBuilds().buildObjects().putLog(build, 1, "first\n");
        });
        JsonNode part = lab.send("GET", BUILDS + "/" + id + "/log?wait=20", "", 200);
        assertThat(part.path("text").asText()).isEqualTo("first\n");
        job.join();
        assertThat(lab.send("GET", BUILDS + "/" + id + "/log?after=1&wait=1", "", 200)
                        .path("text")
                        .asText())
                .isEmpty();
        lab.send("GET", BUILDS + "/" + id + "/log?wait=21", "", 400);
        lab.end(id, 1);
        lab.await(id, "Failed");
        assertThat(lab.send("GET", BUILDS + "/" + id + "/log?after=1&wait=20", "", 200)
                        .path("ended")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void builds_can_be_filtered_by_state_environment_deployment_and_package() {
        String id = lab.ask("found-1");
        assertThat(found("?deployment=found-1&environment=production&package=mywebapp"))
                .containsExactly(id);
        assertThat(found("?deployment=found-1&environment=Staging")).isEmpty();
        assertThat(found("?deployment=found-1&tenant=Acme")).isEmpty();
        lab.end(id, 1);
        lab.await(id, "Failed");
        assertThat(found("?deployment=found-1&state=Failed,TimedOut")).containsExactly(id);
        assertThat(found("?deployment=found-1&state=Succeeded")).isEmpty();
    }

    private List<String> found(String query) {
        return lab.send("GET", BUILDS + query, "", 200).path("builds").findValuesAsText("id").stream()
                .filter(id -> id.length() == 20)
                .toList();
    }

    @Test
    void a_misspelt_filter_is_refused() {
        assertThat(refused("?enviroment=Production"))
                .isEqualTo(
                        "the parameters must be among before, deployment, environment, limit, package, state, tenant,"
                                + " but one was enviroment");
        assertThat(refused("?state=Suceeded")).contains("Queued, Running, Succeeded");
        assertThat(refused("?limit=1&limit=2"))
                .isEqualTo("the parameter limit must be given once, but was given 2 times");
        assertThat(refused("?environment=")).contains("environment must have 1 to 200");
        assertThat(refused("?deployment=%20")).contains("a deployment's id");
    }

    private String refused(String query) {
        return lab.send("GET", BUILDS + query, "", 400).at("/errors/0/message").asText();
    }

    @Test
    void builds_are_listed_newest_first() {
        String first = lab.ask("list-1");
        String second = lab.ask("list-2");
        JsonNode page = lab.send("GET", BUILDS + "?limit=1", "", 200);
        assertThat(page.at("/builds/0/id").asText()).isEqualTo(second);
        JsonNode next =
                lab.send("GET", BUILDS + "?limit=1&before=" + page.path("next").asText(), "", 200);
        assertThat(next.at("/builds/0/id").asText()).isEqualTo(first);
        lab.end(first, 1);
        lab.end(second, 1);
        lab.await(second, "Failed");
    }

    @Test
    void callers_need_a_push_grant_to_build_an_image_and_a_pull_grant_to_see_its_builds() {
        assertThat(lab.send("slp_nobody", "POST", BUILDS, request("d", "")).status())
                .isEqualTo(401);
        String id = lab.ask("access-1");
        List<String> looks = List.of("/" + id, "/" + id + "/log", "/" + id + "/diff/" + id);
        String puller = lab.token("mywebapp", Action.PULL);
        for (String look : looks) {
            assertThat(lab.send(puller, "GET", BUILDS + look, "").status()).isEqualTo(200);
        }
        assertThat(lab.send(puller, "POST", BUILDS + "/" + id + "/cancel", "").status())
                .isEqualTo(403);
        assertThat(lab.send(puller, "POST", BUILDS, request("access-2", "")).status())
                .isEqualTo(403);
        String pusherWithoutPackages = lab.token("mywebapp", Action.PULL, Action.PUSH);
        assertThat(lab.send(pusherWithoutPackages, "POST", BUILDS, request("access-2", ""))
                        .status())
                .isEqualTo(403);
        String other = lab.token("other/**", Action.ADMIN);
        for (String look : looks) {
            assertThat(lab.send(other, "GET", BUILDS + look, "").status()).isEqualTo(404);
        }
        assertThat(lab.send(other, "POST", BUILDS + "/" + id + "/cancel", "").status())
                .isEqualTo(404);
        assertThat(text(lab.send(other, "GET", BUILDS, ""))).startsWith("{\"builds\":[]");
        assertThat(text(lab.send(other, "GET", "/api/spaces/default/deployments/access-1/images", "")))
                .isEqualTo("{\"images\":[]}");
        lab.end(id, 1);
    }

    @Test
    void a_page_reveals_no_hidden_builds_and_a_hidden_space_looks_like_a_missing_one() {
        String mine = lab.ask("pages-1");
        String theirs = lab.ask("pages-2");
        String puller = lab.token("mywebapp", Action.PULL);
        String other = lab.token("other/**", Action.ADMIN);
        JsonNode first = BuildLab.json(text(lab.send(puller, "GET", BUILDS + "?limit=1", "")));
        assertThat(first.path("next").asText()).isEqualTo(theirs);
        JsonNode page = BuildLab.json(text(lab.send(other, "GET", BUILDS + "?limit=1", "")));
        assertThat(page.path("builds")).isEmpty();
        assertThat(page.path("next").isNull()).isTrue();
        lab.backend
                .spaces()
                .add(io.slipway.core.space.Space.begin(
                        new io.slipway.core.name.SpaceName("theirs"),
                        java.time.Instant.EPOCH,
                        io.slipway.core.space.SpaceSettings.DEFAULT));
        Response there = lab.send(puller, "POST", "/api/spaces/theirs/builds", request("d", ""));
        Response nowhere = lab.send(puller, "POST", "/api/spaces/nowhere/builds", request("d", ""));
        assertThat(there.status()).isEqualTo(404);
        assertThat(text(there).replace("theirs", "nowhere")).isEqualTo(text(nowhere));
        lab.end(mine, 1);
        lab.end(theirs, 1);
    }

    @Test
    void a_missing_build_is_distinguished_from_an_invalid_id() {
        lab.send("GET", BUILDS + "/" + "0".repeat(20), "", 404);
        lab.send("GET", BUILDS + "/nonsense", "", 400);
        lab.send("GET", "/api/spaces/UPPER/builds/" + "0".repeat(20), "", 400);
    }

    private static String text(Response response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
