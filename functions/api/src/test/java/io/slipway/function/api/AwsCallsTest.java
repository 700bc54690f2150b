package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of each operation on spaces and repositories, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private static final String REPOSITORY = "/api/spaces/default/repositories/app";

    private ApiTester api;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
        api.push("app", "1");
        // The first request of a day records the use of its token.
        api.send("GET", "/api/spaces", "", 200);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void a_space_costs_one_call_and_one_more_to_change() {
        assertThat(callsOf("GET", "/api/spaces", "", 200)).containsExactly("Query");
        assertThat(callsOf("POST", "/api/spaces", "{\"name\":\"made\"}", 201)).containsExactly("TransactWriteItems");
        assertThat(callsOf("GET", "/api/spaces/made", "", 200)).containsExactly("GetItem");
        assertThat(callsOf("PATCH", "/api/spaces/made", "{\"sparse\":true}", 200))
                .containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void deleting_an_empty_space_also_removes_the_grants_for_it() {
        api.send("POST", "/api/spaces", "{\"name\":\"gone\"}", 201);
        assertThat(callsOf("DELETE", "/api/spaces/gone", "", 204))
                .containsExactly(
                        "GetItem",
                        "Query",
                        "UpdateItem",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "Query",
                        "TransactWriteItems");
    }

    @Test
    void a_page_of_repositories_costs_a_query_and_a_read_of_their_space() {
        assertThat(callsOf("GET", "/api/spaces/default/repositories", "", 200)).containsExactly("GetItem", "Query");
    }

    @Test
    void a_page_of_repositories_with_their_contents_costs_five_more_calls() {
        assertThat(callsOf("GET", "/api/spaces/default/repositories?usage=true", "", 200))
                .startsWith("GetItem", "Query", "GetItem", "Query")
                .endsWith("BatchGetItem", "GetItem")
                .hasSizeBetween(6, 7);
    }

    @Test
    void a_repository_costs_a_read_and_a_count_of_its_tags_and_a_transaction_to_change() {
        assertThat(callsOf("GET", REPOSITORY, "", 200)).containsExactly("GetItem", "Query");
        assertThat(callsOf("PATCH", REPOSITORY, "{\"visibility\":\"private\"}", 200))
                .containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void a_page_of_tags_costs_a_query_and_reads_of_the_repository_and_the_rules() {
        assertThat(callsOf("GET", "/api/spaces/default/tags?repository=app", "", 200))
                .containsExactly("GetItem", "Query", "BatchGetItem", "GetItem");
    }

    @Test
    void describing_an_image_costs_a_read_of_its_manifest_and_two_of_its_config() {
        Digest image = api.pushPlatform("described", "1", "arm64", "one", "two");
        String address = "/api/spaces/default/manifests?repository=described&digests=" + image;
        assertThat(callsOf("GET", address, "", 200)).containsExactly("GetItem", "GetItem", "GetItem", "GetObject");
    }

    @Test
    void the_users_of_blobs_cost_a_query_for_each_blob() {
        Digest image = api.pushImage("layered", "1", "one", "two");
        String address = "/api/spaces/default/manifests/" + image + "/blobs?repository=layered";
        assertThat(callsOf("GET", address, "", 200)).containsExactly("GetItem", "GetItem", "Query", "Query", "Query");
    }

    @Test
    void a_small_blob_costs_two_reads_of_the_table_and_one_of_the_bucket() {
        String address = "/api/spaces/default/blobs/" + api.store("app", "{}") + "?repository=app";
        assertThat(callsOf("GET", address, "", 200)).containsExactly("GetItem", "GetItem", "GetObject");
    }

    @Test
    void deleting_a_repository_costs_a_query_and_a_transaction_for_each_99_items() {
        api.push("small", "1");
        String address = "/api/spaces/default/repositories/small?confirm=small";
        assertThat(callsOf("DELETE", address + "&forGood=true", "", 204))
                .containsExactly(
                        "GetItem", "TransactWriteItems", "Query", "TransactWriteItems", "Query", "TransactWriteItems");
        api.push("small", "1");
        assertThat(callsOf("DELETE", address, "", 204))
                .containsExactly(
                        "GetItem",
                        "GetItem",
                        "TransactWriteItems",
                        "Query",
                        "BatchGetItem",
                        "Query",
                        "BatchGetItem",
                        "TransactWriteItems",
                        "Query",
                        "TransactWriteItems");
    }

    @Test
    void usage_costs_five_reads_and_one_for_the_blobs_that_are_not_counted_yet() {
        api.store("app", "usage");
        assertThat(callsOf("GET", "/api/spaces/default/usage", "", 200))
                .endsWith("GetItem", "GetItem", "Query", "Query", "BatchGetItem", "GetItem");
    }

    @Test
    void usage_by_day_costs_a_query_and_the_reads_of_the_current_usage() {
        assertThat(callsOf("GET", "/api/spaces/default/usage/days", "", 200))
                .startsWith("GetItem", "GetItem", "Query")
                .endsWith("GetItem", "Query")
                .hasSizeBetween(5, 6);
    }

    @Test
    void limits_cost_a_read_and_a_transaction_to_set() {
        assertThat(callsOf("PUT", "/api/spaces/default/quota", "{\"repositories\":1000}", 200))
                .endsWith("GetItem", "TransactWriteItems");
        assertThat(callsOf("GET", "/api/spaces/default/quota", "", 200)).endsWith("GetItem");
        callsOf("PUT", "/api/spaces/default/quota", "{}", 200);
        callsOf("PUT", "/api/spaces/default/quota", "{\"bytes\":-1}", 400);
        callsOf("PUT", "/api/spaces/default/quota", "{\"buildsADay\":10001}", 400);
    }

    @Test
    void descriptions_of_the_api_cost_no_call() {
        api.calls.take();
        api.send("GET", "/api", "", 200);
        api.send("GET", "/api/openapi.json", "", 200);
        api.send("GET", "/api/login/aws", "", 200);
        assertThat(api.calls.take()).isEmpty();
    }

    @Test
    void tokens_cost_one_write_to_create_one_query_to_list_and_a_read_and_a_write_to_revoke() {
        String body =
                "{\"name\":\"ci\",\"grants\":[{\"space\":\"default\",\"repository\":\"**\",\"actions\":[\"pull\"]}]}";
        api.calls.take();
        String id = api.send("POST", "/api/tokens", body, 201).path("id").asText();
        assertThat(api.calls.take()).containsExactly("BatchGetItem", "TransactWriteItems");
        assertThat(callsOf("GET", "/api/tokens", "", 200)).containsExactly("Query");
        assertThat(callsOf("DELETE", "/api/tokens/" + id, "", 204)).containsExactly("GetItem", "TransactWriteItems");
    }

    @Test
    void rules_for_principals_cost_a_query_to_list_and_a_write_to_set_and_so_does_a_login_with_aws() {
        String arn = "arn:aws:iam::123456789012:role/ci";
        String body = "{\"principal\":\"" + arn
                + "\",\"grants\":[{\"space\":\"default\",\"repository\":\"**\",\"actions\":[\"pull\"]}]}";
        api.calls.take();
        String id = api.send("POST", "/api/principals", body, 201).path("id").asText();
        assertThat(api.calls.take()).containsExactly("BatchGetItem", "Query", "TransactWriteItems");
        assertThat(callsOf("GET", "/api/principals", "", 200)).containsExactly("Query");
        api.calls.take();
        String session = "arn:aws:sts::123456789012:assumed-role/ci/session";
        api.login(session, "registry=registry.example.com", 201);
        assertThat(api.calls.take()).containsExactly("Query", "TransactWriteItems");
        for (String other : List.of(
                "",
                "registry=",
                "registry=elsewhere.test",
                "registry=api.example.com",
                "registry=registry.example.com:8443")) {
            api.login(session, other, 403);
        }
        api.login(session, "registry=registry.example.com&registry=elsewhere.test", 400);
        assertThat(api.calls.take())
                .as("the calls for a signature for another registry")
                .isEmpty();
        assertThat(callsOf("DELETE", "/api/principals/" + id, "", 204)).containsExactly("TransactWriteItems");
    }

    @Test
    void rules_for_identities_cost_a_query_and_a_write_and_a_refused_login_two_reads() {
        String body = "{\"issuer\":\"https://issuer.example.com\",\"audience\":\"slipway\",\"claims\":{\"sub\":\"a\"},"
                + "\"grants\":[{\"space\":\"default\",\"repository\":\"**\",\"actions\":[\"pull\"]}]}";
        api.calls.take();
        String id = api.send("POST", "/api/identities", body, 201).path("id").asText();
        assertThat(api.calls.take()).containsExactly("BatchGetItem", "Query", "TransactWriteItems");
        assertThat(callsOf("GET", "/api/identities", "", 200)).containsExactly("Query");
        api.calls.take();
        api.send("POST", "/api/login/oidc", "{\"token\":\"no ID token\"}", 401);
        assertThat(api.calls.take()).containsExactly("BatchGetItem", "UpdateItem");
        assertThat(callsOf("DELETE", "/api/identities/" + id, "", 204)).containsExactly("TransactWriteItems");
    }

    @Test
    void a_page_of_the_audit_trail_costs_a_query_and_a_read_of_its_space() {
        assertThat(callsOf("GET", "/api/audit", "", 200)).containsExactly("Query");
        assertThat(callsOf("GET", "/api/spaces/default/audit", "", 200)).containsExactly("GetItem", "Query");
    }

    @Test
    void webhooks_cost_a_query_and_a_transaction_and_a_read_of_their_space() {
        String webhooks = "/api/spaces/default/webhooks";
        api.calls.take();
        String id = api.send("POST", webhooks, "{\"url\":\"https://example.com/hook\"}", 201)
                .path("id")
                .asText();
        assertThat(api.calls.take().subList(1, 4)).containsExactly("GetItem", "Query", "TransactWriteItems");
        assertThat(callsOf("GET", webhooks, "", 200)).containsExactly("GetItem", "Query");
        assertThat(callsOf("DELETE", webhooks + "/" + id, "", 204)).containsExactly("GetItem", "TransactWriteItems");
    }

    /** The time of a response depends on its calls, and must not reveal what the status hides. */
    @Test
    void a_hidden_resource_costs_the_same_calls_as_one_that_does_not_exist() {
        api.send("POST", "/api/spaces", "{\"name\":\"theirs\"}", 201);
        api.push("theirs/app", "1");
        String grants = "{\"name\":\"stranger\",\"grants\":[{\"space\":\"default\",\"repository\":\"elsewhere\","
                + "\"actions\":[\"pull\"]}]}";
        String stranger =
                api.send("POST", "/api/tokens", grants, 201).path("token").asText();
        String blob = "/blobs/sha256:" + "0".repeat(64) + "?repository=";
        for (String path : List.of(
                "",
                "/repositories",
                "/repositories/app",
                "/tags?repository=app",
                blob + "app",
                "/packages",
                "/packages/app",
                "/packages/app/versions/1.0.0",
                "/packages/app/versions/1.0.0/content")) {
            assertThat(seen(stranger, "/api/spaces/theirs" + path))
                    .as(path)
                    .isEqualTo(seen(stranger, "/api/spaces/nowhere" + path));
        }
        for (String path : List.of("/repositories/", "/tags?repository=", blob)) {
            assertThat(seen(stranger, "/api/spaces/default" + path + "app"))
                    .as(path)
                    .isEqualTo(seen(stranger, "/api/spaces/default" + path + "nothere"));
        }
    }

    /** Returns the status and the calls, except for the hourly record that the token was used. */
    private List<String> seen(String token, String address) {
        api.status(token, "GET", address, "");
        api.calls.take();
        String status = Integer.toString(api.status(token, "GET", address, ""));
        return Stream.concat(Stream.of(status), api.calls.take().stream()).toList();
    }

    private List<String> callsOf(String method, String address, String body, int expected) {
        api.calls.take();
        api.send(method, address, body, expected);
        List<String> calls = api.calls.take();
        assertThat(calls).as("the read of the caller's token").startsWith("BatchGetItem");
        return calls.subList(1, calls.size());
    }
}
