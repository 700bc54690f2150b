package io.slipway.function.builds;

import static io.slipway.function.builds.BuildLab.BUILDS;
import static io.slipway.function.builds.BuildLab.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.contract.BuildReports;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of builds, as in docs/maintain/aws-calls.md. The test delivers CodeBuild's events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private BuildLab lab;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        lab = new BuildLab(folder, 50, Duration.ofMinutes(1), 100);
        lab.lossy = true;
        lab.addPackage("MyWebApp", "1.2.0", Map.of("Dockerfile", "FROM scratch\nRUN make\n"));
        lab.addPackage("Acme.Web", "1.0.0", Map.of("index.html", "1"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void a_new_build_costs_the_calls_to_plan_record_and_start_it() {
        lab.addPackage("New", "1", Map.of("Dockerfile", "FROM scratch\nRUN make new\n"));
        List<String> calls = callsOf(
                "POST",
                BUILDS,
                "{\"package\": \"New\", \"version\": \"1\", \"deployment\": \"new-1\", \"environment\": \"Test\"}",
                202);
        assertThat(calls.subList(0, 5))
                .containsExactly(
                        // the package, and its sdi.yaml; the existing state
                        "GetItem", "GetItem", "GetItem", "GetObject", "BatchGetItem");
        // in parallel: the data for the job and for comparisons
        assertThat(calls.subList(5, 9))
                .containsExactlyInAnyOrder("GenerateDataKey", "PutObject", "GenerateDataKey", "PutObject");
        assertThat(calls.subList(9, calls.size()))
                .containsExactly(
                        "TransactWriteItems",
                        // the slot, the job's token, the job
                        "Query",
                        "UpdateItem",
                        "GetItem",
                        "PutItem",
                        "StartBuild",
                        "UpdateItem",
                        "DeleteItem",
                        // the response
                        "GetItem");
    }

    @Test
    void an_instant_build_runs_within_the_request() {
        lab.addPackage("Instant", "1", Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n"));
        String form =
                "{\"package\": \"Instant\", \"version\": \"1\", \"deployment\": \"%s\", \"environment\": \"Test\"}";
        List<String> first = callsOf("POST", BUILDS, form.formatted("one"), 200);
        List<String> second = callsOf("POST", BUILDS, form.formatted("two"), 200);
        assertThat(second.subList(0, 4))
                .containsExactly(
                        // the package, whose sdi.yaml and Dockerfile are cached; the existing state
                        "GetItem", "GetItem", "GetItem", "BatchGetItem");
        // in parallel: the data for the sweep and for comparisons; then the record
        assertThat(second.subList(4, 8))
                .containsExactlyInAnyOrder("GenerateDataKey", "PutObject", "GenerateDataKey", "PutObject");
        assertThat(second.subList(8, 12))
                .containsExactly(
                        "TransactWriteItems",
                        // the package, which is indexed; the layer, which is recorded; the repository, which has it
                        "GetItem",
                        "BatchGetItem",
                        "BatchGetItem");
        List<String> stored = second.subList(12, second.size() - 6);
        // in parallel: the new configuration and attestations; then their links; all manifests in one transaction
        assertThat(stored.getFirst()).isEqualTo("Sign");
        assertThat(stored.subList(1, stored.size() - 2)).hasSizeBetween(6, 9).containsOnly("PutObject");
        assertThat(stored).endsWith("TransactWriteItems", "TransactWriteItems");
        List<String> ended = second.subList(second.size() - 6, second.size());
        assertThat(ended.subList(0, 3)).containsExactlyInAnyOrder("PutObject", "GenerateDataKey", "PutObject");
        assertThat(ended.subList(3, 6)).containsExactly("TransactWriteItems", "DeleteObject", "DeleteItem");
        assertThat(first.size()).isLessThan(second.size() + 8);
    }

    @Test
    void an_instant_build_too_long_for_a_request_is_run_by_its_event() {
        lab.addPackage("Slow", "1", Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n"));
        String form = "{\"package\": \"Slow\", \"version\": \"1\", \"deployment\": \"one\", \"environment\": \"Test\"}";
        BuildInputs waiting =
                lab.recorded(lab.send("POST", BUILDS, form, 200).path("id").asText(), false);
        lab.calls.take();

        lab.requested(waiting.build());

        List<String> calls = lab.calls.take();
        assertThat(calls.subList(0, 4))
                .as("the build, the host from the job's data, the lease")
                .containsExactly("GetItem", "GetObject", "Decrypt", "UpdateItem");
        assertThat(calls).endsWith("TransactWriteItems", "DeleteObject", "DeleteItem");
        assertThat(calls).hasSize(25);
    }

    @Test
    void the_provenance_key_is_read_once() {
        lab.calls.take();
        String key = new String(lab.send("", "GET", "/api/provenance-key", "").body(), StandardCharsets.US_ASCII);
        assertThat(key).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(lab.calls.take()).isSubsetOf("GetPublicKey");
        lab.send("", "GET", "/api/provenance-key", "");
        assertThat(lab.calls.take()).isEmpty();
    }

    @Test
    void a_base_image_of_an_instant_build_costs_one_read_once_its_layers_are_linked() {
        lab.addPackage("Below", "1", Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n"));
        String form = "{\"package\": \"%s\", \"version\": \"1\", \"deployment\": \"%s\", \"environment\": \"Test\"}";
        callsOf("POST", BUILDS, form.formatted("Below", "golden"), 200);
        lab.addPackage(
                "Above",
                "1",
                Map.of(
                        "Dockerfile",
                        "ARG BASE\nFROM $BASE\nCOPY Dockerfile /above/\n",
                        "sdi.yaml",
                        "build: { baseImages: { BASE: \"below:1-golden\" } }\n"));
        List<String> first = callsOf("POST", BUILDS, form.formatted("Above", "one"), 200);
        List<String> second = callsOf("POST", BUILDS, form.formatted("Above", "two"), 200);
        assertThat(second.subList(0, 5)).containsExactly("GetItem", "GetItem", "GetItem", "GetItem", "BatchGetItem");
        assertThat(second.subList(9, 13))
                .containsExactly("TransactWriteItems", "GetItem", "BatchGetItem", "BatchGetItem");
        assertThat(Collections.frequency(second, "GetObject")).isZero();
        assertThat(Collections.frequency(second, "TransactWriteItems")).isEqualTo(4);
        // the base's index, the manifest of its platform, its blobs, its configuration, its layer's index and link
        assertThat(first.size()).isBetween(second.size() + 4, second.size() + 20);
    }

    @Test
    void each_package_that_the_sdi_refers_to_costs_two_calls_and_each_base_image_one() {
        lab.addPackage("Plain", "1", Map.of("Dockerfile", "FROM scratch\nRUN make plain\n"));
        lab.addPackage("Fancy", "1", Map.of("Dockerfile", "FROM scratch\nRUN make\n", "sdi.yaml", """
                packages: [{ id: Acme.Web }]
                build: { baseImages: { BASE: "base:1" } }
                """));
        lab.push(
                RepositoryName.parse("base"),
                "1",
                "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
                MediaTypes.OCI_INDEX);
        String form =
                "{\"package\": \"%s\", \"version\": \"1\", \"deployment\": \"refers\", \"environment\": \"Test\"}";
        List<String> plain = callsOf("POST", BUILDS, form.formatted("Plain"), 202);
        List<String> fancy = new ArrayList<>(callsOf("POST", BUILDS, form.formatted("Fancy"), 202));
        assertThat(fancy.subList(4, 7)).containsExactly("Query", "BatchGetItem", "GetItem");
        fancy.subList(4, 7).clear();
        assertThat(fancy).containsExactlyInAnyOrderElementsOf(plain);
    }

    @Test
    void a_repeated_request_costs_five_reads() {
        lab.ask("same-1");
        assertThat(callsOf("POST", BUILDS, request("same-1", ""), 200))
                .containsExactly("GetItem", "GetItem", "GetItem", "BatchGetItem", "GetItem");
    }

    @Test
    void a_request_for_an_existing_image_is_recorded() {
        lab.addPackage("Again", "1", Map.of("Dockerfile", "FROM scratch\nCOPY . /app\n"));
        String form =
                "{\"package\": \"Again\", \"version\": \"1\", \"deployment\": \"again\", \"environment\": \"Test\"}";
        callsOf("POST", BUILDS, form, 200);
        assertThat(callsOf("POST", BUILDS, form, 200))
                .containsExactly("GetItem", "GetItem", "GetItem", "BatchGetItem", "GetItem", "UpdateItem");
    }

    @Test
    void a_build_costs_one_read_and_its_log_two_and_one_for_each_chunk() {
        String id = lab.ask("looks-1");
        assertThat(callsOf("GET", BUILDS + "/" + id, "", 200)).containsExactly("GetItem");
        assertThat(callsOf("GET", BUILDS, "", 200)).containsExactly("Query");
        lab.backend.forBuilds().buildObjects().putLog(new BuildId(SpaceName.DEFAULT, id), 1, "one\n");
        assertThat(callsOf("GET", BUILDS + "/" + id + "/log", "", 200))
                .containsExactly("GetItem", "ListObjectsV2", "GetObject");
        assertThat(callsOf("GET", "/api/spaces/default/deployments/looks-1/images", "", 200))
                .containsExactly("Query", "BatchGetItem");
        assertThat(callsOf("GET", "/api/spaces/default/deployments/none/images", "", 200))
                .containsExactly("Query");
    }

    @Test
    void a_comparison_costs_the_reads_of_two_builds_with_their_inputs_and_reports() {
        String left = lab.ask("diff-1");
        String right = lab.ask("diff-2");
        for (String id : List.of(left, right)) {
            lab.report(id, BuildReports.BEGUN);
        }
        assertThat(callsOf("GET", BUILDS + "/" + left + "/report", "", 200))
                .containsExactly("GetItem", "GetObject", "Decrypt", "GetObject", "Decrypt");
        assertThat(callsOf("GET", BUILDS + "/" + left + "/diff/" + right, "", 200))
                .containsExactly(
                        "GetItem",
                        "GetItem",
                        "GetObject",
                        "Decrypt",
                        "GetObject",
                        "Decrypt",
                        "GetObject",
                        "Decrypt",
                        "GetObject",
                        "Decrypt");
    }

    @Test
    void stopping_a_job_costs_three_calls() {
        String id = lab.ask("cancel-1");
        assertThat(callsOf("POST", BUILDS + "/" + id + "/cancel", "", 202))
                .containsExactly("GetItem", "GetItem", "StopBuild");
    }

    @Test
    void the_event_that_a_job_began_costs_one_read_and_that_it_ended_nineteen_calls() {
        String id = lab.ask("event-1");
        lab.succeed(id);
        BuildLab.await(() -> lab.eventsOf(id).size() == 2, "both events");
        assertThat(callsOfEvent(id, 0)).containsExactly("GetItem");
        assertThat(callsOfEvent(id, 1))
                .containsExactly(
                        // the build, its report, the tag, its manifest
                        "GetItem",
                        "GetObject",
                        "Decrypt",
                        "GetItem",
                        "GetItem",
                        // the registry's host from the job's data, the signed provenance
                        "GetObject",
                        "Decrypt",
                        "Sign",
                        "BatchGetItem",
                        "PutObject",
                        "PutObject",
                        "TransactWriteItems",
                        "TransactWriteItems",
                        // the end, together with that of the pin
                        "TransactWriteItems",
                        // the token, the inputs, the queue, the slot
                        "DeleteItem",
                        "DeleteObject",
                        "DeleteItem",
                        "UpdateItem",
                        // the next build
                        "Query");
    }

    @Test
    void an_idle_sweep_costs_four_reads(@TempDir Path folder) throws IOException {
        try (BuildLab idle = new BuildLab(folder)) {
            idle.sweep();
            assertThat(idle.calls.take()).containsExactly("Query", "GetItem", "Query", "Query");
        }
    }

    private List<String> callsOfEvent(String id, int index) {
        lab.calls.take();
        lab.deliver(lab.eventsOf(id).get(index));
        return lab.calls.take();
    }

    private List<String> callsOf(String method, String address, String body, int expected) {
        lab.calls.take();
        lab.send(method, address, body, expected);
        List<String> calls = lab.calls.take();
        assertThat(calls).as("the read of the caller's token").startsWith("BatchGetItem");
        return calls.subList(1, calls.size());
    }
}
