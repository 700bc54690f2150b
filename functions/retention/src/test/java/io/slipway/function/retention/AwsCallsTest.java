package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of retention, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private static final String NEWEST_ONE = "{\"rules\":[{\"name\":\"newest\",\"keep\":{\"newest\":1}}]}";

    private RetentionLab lab;

    @BeforeAll
    void start(@TempDir Path folder) {
        lab = new RetentionLab(folder);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void rules_cost_a_read_or_a_transaction_and_a_read_of_their_space() {
        lab.space("rules");
        assertThat(callsOf("GET", "/api/spaces/rules/retention", "", 200)).containsExactly("GetItem", "GetItem");
        assertThat(callsOf("PUT", "/api/spaces/rules/retention", "{}", 200))
                .containsExactly("GetItem", "TransactWriteItems");
        lab.calls.take();
        Response read = lab.answer("GET", "/api/spaces/rules/retention", "", Map.of());
        lab.calls.take();
        lab.answer("PUT", "/api/spaces/rules/retention", "{}", Map.of("if-match", RetentionLab.etag(read)));
        assertThat(lab.calls.take()).containsExactly("BatchGetItem", "GetItem", "GetItem", "TransactWriteItems");
    }

    @Test
    void a_preview_costs_two_queries_for_each_repository_and_four_more_calls() {
        prepare("preview");
        assertThat(callsOf("POST", "/api/spaces/preview/retention/preview", "{}", 200))
                .containsExactly(
                        // the space and its rules
                        "GetItem",
                        "GetItem",
                        // the bin, the state of deployments, the builds
                        "Query",
                        "Query",
                        "Query",
                        // the repositories, the tags and manifests of the only one, and no more repositories
                        "Query",
                        "Query",
                        "Query",
                        "Query");
    }

    @Test
    void a_run_costs_a_query_and_a_transaction_for_each_deletion() {
        prepare("run");
        List<String> calls = callsOf("POST", "/api/spaces/run/retention/run", "", 200);
        assertThat(Collections.frequency(calls, "TransactWriteItems")).isEqualTo(2);
        assertThat(calls).hasSize(14);
    }

    @Test
    void restoring_an_entry_of_the_bin_costs_five_reads_and_a_transaction() {
        prepare("bin");
        lab.send("POST", "/api/spaces/bin/retention/run", "", 200);
        var entries = lab.send("GET", "/api/spaces/bin/bin", "", 200).path("entries");
        assertThat(callsOf("GET", "/api/spaces/bin/bin", "", 200)).containsExactly("GetItem", "Query", "BatchGetItem");
        String first = "/api/spaces/bin/bin/" + entries.path(0).path("id").asText();
        assertThat(callsOf("POST", first + "/restore", "", 200))
                .containsExactly("GetItem", "GetItem", "BatchGetItem", "Query", "BatchGetItem", "TransactWriteItems");
        String second = "/api/spaces/bin/bin/" + entries.path(1).path("id").asText();
        assertThat(callsOf("DELETE", second, "", 204))
                .startsWith("GetItem", "GetItem", "Query", "TransactWriteItems")
                .endsWith("DeleteItem");
    }

    @Test
    void listing_deployments_costs_two_queries_and_changing_one_two_reads_and_a_transaction() {
        lab.space("deployments");
        lab.deploy("deployments/app", "deployments-1", "Production", "web", "1.0");
        assertThat(callsOf("GET", "/api/spaces/deployments/deployments", "", 200))
                .containsExactly("GetItem", "Query", "Query");
        String one = "/api/spaces/deployments/deployments/deployments-1";
        assertThat(callsOf("POST", one + "/lease", "{\"for\":\"1d\"}", 200))
                .containsExactly("Query", "BatchGetItem", "TransactWriteItems");
        assertThat(callsOf("POST", one + "/retire", "", 204))
                .containsExactly("Query", "BatchGetItem", "TransactWriteItems");
    }

    @Test
    void measuring_quotas_costs_three_reads_for_each_space() {
        lab.space("measured");
        lab.calls.take();
        new QuotaWatch(lab.backend.usage(), lab.backend.forBuilds().builds(), lab.clock)
                .measure(
                        List.of(lab.backend
                                .spaces()
                                .find(new SpaceName("measured"))
                                .orElseThrow()),
                        Response.of(204));
        assertThat(lab.calls.take()).containsExactly("GetItem", "GetItem", "Query", "GetItem");
    }

    /** Returns the calls of a request, except the one that finds the token. */
    private List<String> callsOf(String method, String address, String body, int expected) {
        lab.calls.take();
        lab.send(method, address, body, expected);
        List<String> calls = lab.calls.take();
        assertThat(calls).startsWith("BatchGetItem");
        return calls.subList(1, calls.size());
    }

    private void prepare(String space) {
        lab.space(space);
        for (int i = 0; i < 3; i++) {
            lab.push(space + "/app", "image " + i, "v" + i);
            lab.days(1);
        }
        lab.send("PUT", "/api/spaces/" + space + "/retention", NEWEST_ONE, 200);
    }
}
