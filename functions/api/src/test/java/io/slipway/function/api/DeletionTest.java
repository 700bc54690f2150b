package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Token;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.space.DeleteRepository;
import io.slipway.core.space.RepositoryState;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Repositories and spaces with content go for good, whoever writes or interrupts meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionTest {
    private ApiTester api;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void a_repository_goes_only_if_its_name_is_repeated() {
        api.push("confirmed", "1");
        api.send("DELETE", address("confirmed", ""), "", 409);
        api.send("DELETE", address("confirmed", "other"), "", 409);
        assertThat(api.hasTag("confirmed", "1")).isTrue();
        api.send("DELETE", address("confirmed", "confirmed"), "", 204);
        assertThat(api.hasTag("confirmed", "1")).isFalse();
        api.send("GET", address("confirmed", ""), "", 404);
        api.send("DELETE", address("confirmed", "confirmed"), "", 404);
    }

    @Test
    void a_repository_goes_in_as_many_pieces_as_it_takes() {
        for (int i = 0; i < 40; i++) {
            api.push("many", "t" + i);
        }
        assertThat(api.send("GET", address("many", ""), "", 200).path("tags").asInt())
                .isEqualTo(40);
        api.send("DELETE", address("many", "many"), "", 204);
        api.push("many", "fresh");
        assertThat(api.send("GET", address("many", ""), "", 200).path("tags").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_request_does_its_share_and_asks_to_be_repeated() {
        for (int i = 0; i < 35; i++) {
            api.push("large", "t" + i);
        }
        // Each look at this clock is eleven seconds after the one before: a share is over as soon as it has begun.
        AtomicLong now = new AtomicLong();
        Clock hasty = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(now.addAndGet(11));
            }
        };
        Token admin =
                api.backend.credentials().check(EmulatedAccount.ADMIN_TOKEN, "").orElseThrow();
        DeleteRepository delete = new DeleteRepository(api.backend.repositories(), api.backend.deletions(), hasty);
        Request request = new Request("DELETE", "", Query.parse("confirm=large"), Map.of(), new byte[0], "");
        Call call = Call.of(request, admin, Map.of("space", "default", "name", "large"));
        assertThat(delete.handle(call).status()).isEqualTo(202);
        assertThat(api.hasTag("large", "t9")).as("tags go first").isFalse();
        int requests = 1;
        while (delete.handle(call).status() == 202) {
            requests++;
        }
        assertThat(requests).isEqualTo(2);
        assertThat(api.see(RepositoryName.parse("large")).there()).isFalse();
    }

    @Test
    void a_push_that_began_before_the_deletion_writes_nothing_after_it() {
        RepositoryName name = RepositoryName.parse("late");
        api.push("late", "1");
        RepositoryState seen = api.see(name);
        api.send("DELETE", address("late", "late"), "", 204);
        assertThat(api.push(name, "2", seen)).isFalse();
        api.push("late", "3");
        assertThat(api.push(name, "2", seen)).isFalse();
        assertThat(api.hasTag("late", "2")).isFalse();
    }

    @Test
    void a_first_push_does_not_pass_over_a_whole_life_of_its_repository() {
        RepositoryName name = RepositoryName.parse("unseen");
        RepositoryState seen = api.see(name);
        api.push("unseen", "1");
        assertThat(api.push(name, "2", seen))
                .as("another first push came before")
                .isFalse();
        api.send("DELETE", address("unseen", "unseen"), "", 204);
        assertThat(api.push(name, "2", seen)).as("its blobs may be gone").isFalse();
    }

    @Test
    void a_deletion_that_was_interrupted_holds_pushes_off_and_can_be_repeated() {
        RepositoryName name = RepositoryName.parse("broken");
        api.push("broken", "1");
        RepositoryState seen = api.see(name);
        String generation = api.backend.deletions().begin(name).orElseThrow();
        assertThat(api.push(name, "2", seen)).isFalse();
        assertThat(api.see(name).deleting()).isTrue();
        assertThat(api.backend.deletions().begin(name)).contains(generation);
        assertThat(api.send("GET", address("broken", ""), "", 200).path("state").asText())
                .isEqualTo("deleting");
        api.send("PATCH", address("broken", ""), "{\"visibility\":\"public\"}", 409);
        api.send("DELETE", address("broken", "broken"), "", 204);
        assertThat(api.see(name).there()).isFalse();
    }

    @Test
    void a_deletion_that_comes_late_leaves_the_next_repository_of_the_name_alone() {
        RepositoryName name = RepositoryName.parse("again");
        api.push("again", "1");
        String generation = api.backend.deletions().begin(name).orElseThrow();
        api.send("DELETE", address("again", "again"), "", 204);
        api.push("again", "2");
        assertThat(api.backend.deletions().clearSome(name, generation)).isZero();
        api.backend.deletions().finish(name, generation);
        assertThat(api.hasTag("again", "2")).isTrue();
        assertThat(api.see(name).there()).isTrue();
    }

    @Test
    void what_came_by_the_direct_lane_before_is_not_found_after() {
        RepositoryName name = RepositoryName.parse("direct");
        Digest digest = ApiTester.digest("direct");
        Blobs blobs = new Blobs(api.backend.blobLinks(), api.backend.blobObjects());
        api.push("direct", "1");
        String before = SessionId.next(Instant.now());
        land("direct", before);
        assertThat(blobs.find(name, digest)).as("landed, and not linked yet").isPresent();
        api.send("DELETE", address("direct", "direct"), "", 204);
        assertThat(blobs.find(name, digest)).isEmpty();
        api.backend.blobLinks().linkLanded(name, digest, landed(before), BlobLink.ABSENT);
        assertThat(blobs.find(name, digest)).as("the event came late").isEmpty();
        String after = SessionId.next(Instant.now().plusMillis(5));
        land("direct", after);
        assertThat(blobs.find(name, digest)).as("pushed again").isPresent();
        api.backend.blobLinks().linkLanded(name, digest, landed(after), BlobLink.ABSENT);
        assertThat(api.backend.blobLinks().find(name, digest).blob()).isPresent();
    }

    @Test
    void a_blob_that_another_repository_has_mounted_stays() {
        Digest digest = ApiTester.digest("shared");
        api.push("source", "1");
        api.link("source", digest);
        api.link("target", digest);
        api.send("DELETE", address("source", "source"), "", 204);
        Blobs blobs = new Blobs(api.backend.blobLinks(), api.backend.blobObjects());
        assertThat(blobs.find(RepositoryName.parse("source"), digest)).isEmpty();
        assertThat(blobs.find(RepositoryName.parse("target"), digest)).isPresent();
    }

    @Test
    void a_space_goes_with_its_repositories_only_if_its_name_is_repeated() {
        api.send("POST", "/api/spaces", "{\"name\":\"full\"}", 201);
        api.push("full/a", "1");
        api.push("full/b/c", "1");
        assertThat(api.send("GET", "/api/spaces/full", "", 200)
                        .path("repositories")
                        .asInt())
                .isEqualTo(2);
        api.send("DELETE", "/api/spaces/full", "", 409);
        api.send("DELETE", "/api/spaces/full?confirm=full", "", 204);
        api.send("GET", "/api/spaces/full", "", 404);
        api.send("POST", "/api/spaces", "{\"name\":\"full\"}", 201);
        assertThat(api.hasTag("full/a", "1")).isFalse();
        api.send("DELETE", "/api/spaces/full", "", 204);
        api.send("DELETE", "/api/spaces/default?confirm=default", "", 409);
    }

    @Test
    void a_first_push_into_a_space_on_its_way_out_writes_nothing() {
        RepositoryName name = RepositoryName.parse("leaving/app");
        api.send("POST", "/api/spaces", "{\"name\":\"leaving\"}", 201);
        RepositoryState seen = api.see(name);
        api.backend.deletions().begin(new SpaceName("leaving"), true);
        assertThat(api.push(name, "1", seen)).isFalse();
        assertThat(api.backend.manifests().view(name, java.util.List.of()).space())
                .isFalse();
        api.send("DELETE", "/api/spaces/leaving", "", 204);
    }

    @Test
    void what_tokens_could_do_in_a_space_ends_with_it() {
        api.send("POST", "/api/spaces", "{\"name\":\"tenant\"}", 201);
        String only = token("{\"space\":\"tenant\",\"actions\":[\"admin\"]}");
        String both = token("{\"space\":\"tenant\",\"actions\":[\"pull\"]},{\"actions\":[\"pull\"]}");
        api.send(only, "GET", "/api/spaces/tenant", "", 200);
        api.send("DELETE", "/api/spaces/tenant", "", 204);
        api.send("POST", "/api/spaces", "{\"name\":\"tenant\"}", 201);
        api.send(only, "GET", "/api/spaces/tenant", "", 401);
        api.send(both, "GET", "/api/spaces/tenant", "", 404);
        api.send(both, "GET", "/api/spaces/default", "", 200);
    }

    @Test
    void what_principals_could_do_in_a_space_ends_with_it() {
        String role = "arn:aws:iam::123456789012:role/";
        api.send("POST", "/api/spaces", "{\"name\":\"let\"}", 201);
        String grant = "{\"space\":\"let\",\"actions\":[\"admin\"]}";
        rule(role + "only", grant);
        rule(role + "both", grant + ",{\"actions\":[\"pull\"]}");
        rule(role + "other", "{\"actions\":[\"push\"]}");
        JsonNode other = rules().get(role + "other");
        api.send("DELETE", "/api/spaces/let", "", 204);
        api.send("POST", "/api/spaces", "{\"name\":\"let\"}", 201);
        assertThat(rules()).containsOnlyKeys(role + "both", role + "other").containsEntry(role + "other", other);
        assertThat(rules().toString()).doesNotContain("\"space\":\"let\"").contains("\"space\":\"default\"");
    }

    private void rule(String principal, String grants) {
        api.send("POST", "/api/principals", "{\"principal\":\"" + principal + "\",\"grants\":[" + grants + "]}", 201);
    }

    private Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new HashMap<>();
        api.send("GET", "/api/principals", "", 200)
                .path("principals")
                .forEach(rule -> rules.put(rule.path("principal").asText(), rule));
        return rules;
    }

    @Test
    void the_blobs_of_a_former_space_of_the_name_are_none_of_the_new_one() throws InterruptedException {
        Digest digest = ApiTester.digest("former");
        SpaceName space = new SpaceName("former");
        RepositoryName other = RepositoryName.parse("former/other");
        api.send("POST", "/api/spaces", "{\"name\":\"former\"}", 201);
        api.link("former/app", digest);
        Instant first = api.backend.spaces().require(space);
        assertThat(api.backend.blobLinks().linkFromSpace(other, digest, first)).isTrue();
        api.send("DELETE", "/api/spaces/former", "", 204);
        Thread.sleep(2);
        api.send("POST", "/api/spaces", "{\"name\":\"former\"}", 201);
        Instant second = api.backend.spaces().require(space);
        assertThat(api.backend.blobLinks().linkFromSpace(other, digest, second)).isFalse();
    }

    private String token(String grants) {
        return api.send("POST", "/api/tokens", "{\"name\":\"t\",\"grants\":[" + grants + "]}", 201)
                .path("token")
                .asText();
    }

    private static String address(String repository, String confirm) {
        return "/api/spaces/default/repositories/" + repository + (confirm.isEmpty() ? "" : "?confirm=" + confirm);
    }

    private void land(String content, String upload) {
        Digest digest = ApiTester.digest(content);
        api.account.land(
                "direct/default/direct/sha256/" + digest.hex(),
                content.getBytes(StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(digest.hash()),
                upload);
    }

    private static Landed landed(String upload) {
        return new Landed(new StoredBlob("direct/default/direct/sha256/x", 1), upload);
    }
}
