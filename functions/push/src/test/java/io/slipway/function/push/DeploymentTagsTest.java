package io.slipway.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.JobCredential;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Only its build's job can set the tag of a deployment. Each test has its own deployment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentTagsTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final String SOMEBODY = "somebody";
    private static final Digest ANY = Digest.of(DigestAlgorithm.SHA256, new byte[0]);

    private final CallCounter calls = new CallCounter();
    private final Random random = new Random(5);
    private EmulatedAccount account;
    private Backend backend;
    private PushRoutes routes;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        routes = new PushRoutes(backend);
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void a_push_by_anyone_but_the_builds_job_is_refused() {
        ask("d-1", "job-1");
        assertThat(push(SOMEBODY, "1.0-d-1", index("early")).status()).isEqualTo(403);
        assertThat(tagged("1.0-d-1")).isEmpty();
        assertThat(push("job-1", "1.0-d-1", index("built")).status()).isEqualTo(201);
        Response refused = push("admin", "1.0-d-1", index("another"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(text(refused))
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"app:1.0-d-1 is the image of a deployment, which"
                                + " only its build sets; push another tag, or ask for a build\"}]}");
        assertThat(tagged("1.0-d-1")).contains(digest(index("built")));
    }

    @Test
    void the_job_may_push_its_image_again_after_a_lost_response() {
        ask("d-2", "job-2");
        assertThat(push("job-2", "1.0-d-2", index("built")).status()).isEqualTo(201);
        assertThat(push("job-2", "1.0-d-2", index("built")).status()).isEqualTo(201);
    }

    @Test
    void after_a_redeployment_only_the_job_of_the_last_build_sets_the_tag() {
        ask("d-3", "job-3");
        push("job-3", "1.0-d-3", index("first"));
        ask("d-3", "job-3b");
        assertThat(push("job-3", "1.0-d-3", index("late")).status()).isEqualTo(403);
        assertThat(push("job-3b", "1.0-d-3", index("second")).status()).isEqualTo(201);
        assertThat(tagged("1.0-d-3")).contains(digest(index("second")));
    }

    @Test
    void a_refused_push_by_digest_with_the_tag_stores_nothing() {
        ask("d-4", "job-4");
        push("job-4", "1.0-d-4", index("built"));
        Digest other = digest(index("by digest"));
        Response refused = push(SOMEBODY, other + "?tag=latest&tag=1.0-d-4", index("by digest"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(tagged("latest")).isEmpty();
        assertThat(backend.manifests().find(APP, other)).isEmpty();
    }

    @Test
    void anyone_may_push_the_manifest_that_the_tag_already_refers_to() {
        ask("d-5", "job-5");
        push("job-5", "1.0-d-5", index("built"));
        Digest built = digest(index("built"));
        assertThat(push(SOMEBODY, "1.0-d-5", index("built")).status()).isEqualTo(201);
        assertThat(push(SOMEBODY, built + "?tag=1.0-d-5&tag=live", index("built"))
                        .status())
                .isEqualTo(201);
        assertThat(tagged("live")).contains(built);
    }

    @Test
    void a_deleted_tag_can_only_be_created_by_a_build() {
        ask("d-6", "job-6");
        push("job-6", "1.0-d-6", index("built"));
        assertThat(send(SOMEBODY, "DELETE", "/v2/app/manifests/1.0-d-6", new byte[0])
                        .status())
                .isEqualTo(202);
        assertThat(push(SOMEBODY, "1.0-d-6", index("another")).status()).isEqualTo(403);
        ask("d-6", "job-6b");
        assertThat(push("job-6b", "1.0-d-6", index("built again")).status()).isEqualTo(201);
    }

    @Test
    void a_refusal_costs_one_read_of_the_tag_and_an_accepted_push_no_extra_call() {
        ask("d-7", "job-7");
        push("job-7", "1.0-d-7", index("built"));
        calls.take();
        push(SOMEBODY, "1.0-d-7", index("another"));
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems", "GetItem");
        push("job-7", "1.0-d-7", index("built"));
        assertThat(calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
    }

    /** Records a build of a deployment, as the API does. */
    private void ask(String deployment, String job) {
        BuildId id = BuildId.next(SpaceName.DEFAULT, Instant.now(), random);
        BuildInputs inputs = new BuildInputs(
                id,
                new DeploymentTarget(deployment, "Production", null),
                new InputPackage("App", "1.0", RepositoryName.parse("packages/app"), ANY, 0, "App.1.0.zip", true, ""),
                List.of(),
                List.of(),
                APP,
                new Tag("1.0-" + deployment),
                List.of(),
                false,
                BuildInputs.BUILDER);
        Build build = new Build(
                id.id(),
                inputs,
                true,
                "admin",
                new JobCredential(job, "hash"),
                Instant.now(),
                BuildStatus.NEW,
                "",
                false);
        var seen = backend.forBuilds().builds().before(build.key(), APP, inputs.tag());
        assertThat(backend.forBuilds().builds().add(build, seen)).isTrue();
    }

    private Response push(String subject, String reference, byte[] manifest) {
        return send(subject, "PUT", "/v2/app/manifests/" + reference, manifest);
    }

    private Response send(String subject, String method, String address, byte[] body) {
        Access all = new Access(APP, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        String bearer =
                backend.forLogins().bearerIssuer().issue(new Caller(subject, List.of(all), List.of(), Set.of()));
        return routes.router()
                .handle(RegistryClient.request(
                        method,
                        address,
                        Map.of("authorization", "Bearer " + bearer, "content-type", MediaTypes.OCI_INDEX),
                        body));
    }

    private Optional<Digest> tagged(String tag) {
        return backend.manifests().resolve(APP, new Tag(tag));
    }

    private static byte[] index(String name) {
        return ("{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"name\":\"" + name + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
