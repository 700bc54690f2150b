package io.slipway.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Token;
import io.slipway.core.bin.DeleteRepository;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.Landed;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Deletes repositories and spaces permanently, with content, while others push and requests are interrupted. */
class DeletionTest {
    private final RegistryLab lab = new RegistryLab();

    @Test
    void a_repository_is_deleted_only_if_its_name_is_repeated() {
        lab.store("confirmed", "1");
        lab.api("DELETE", address("confirmed", ""), "", 409);
        lab.api("DELETE", address("confirmed", "other"), "", 409);
        assertThat(lab.hasTag("confirmed", "1")).isTrue();
        lab.api("DELETE", address("confirmed", "confirmed"), "", 204);
        assertThat(lab.hasTag("confirmed", "1")).isFalse();
        lab.api("GET", address("confirmed", ""), "", 404);
        lab.api("DELETE", address("confirmed", "confirmed"), "", 404);
    }

    @Test
    void a_repository_is_deleted_in_as_many_steps_as_it_takes() {
        for (int i = 0; i < 60; i++) {
            lab.store("many", "t" + i);
        }
        assertThat(lab.api("GET", address("many", ""), "", 200).path("tags").asInt())
                .isEqualTo(60);
        lab.api("DELETE", address("many", "many"), "", 204);
        lab.store("many", "fresh");
        assertThat(lab.api("GET", address("many", ""), "", 200).path("tags").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_request_that_cannot_finish_asks_to_be_repeated() {
        for (int i = 0; i < 60; i++) {
            lab.store("large", "t" + i);
        }
        // Each reading of this clock is eleven seconds later: a request's time is over after its first step.
        AtomicLong now = new AtomicLong();
        InstantSource hasty = () -> Instant.ofEpochSecond(now.addAndGet(11));
        Token admin = lab.credentials()
                .logIn(RegistryLab.ADMIN_TOKEN, "", Set.of())
                .orElseThrow()
                .token();
        DeleteRepository delete = new DeleteRepository(
                lab.ports.repositories(), lab.ports.deletions(), lab.repositoryBin(), hasty.withZone(ZoneOffset.UTC));
        Request request =
                new Request("DELETE", "", Query.parse("confirm=large&forGood=true"), Map.of(), new byte[0], "");
        Call call = Call.of(request, admin, Optional.empty(), Map.of("space", "default", "name", "large"));
        assertThat(delete.handle(call).status()).isEqualTo(202);
        assertThat(lab.hasTag("large", "t9")).as("tags are removed first").isFalse();
        int requests = 1;
        while (delete.handle(call).status() == 202) {
            requests++;
        }
        assertThat(requests).isEqualTo(2);
        assertThat(lab.see(RepositoryName.parse("large")).there()).isFalse();
    }

    @Test
    void a_push_that_began_before_the_deletion_writes_nothing_after_it() {
        RepositoryName name = RepositoryName.parse("late");
        lab.store("late", "1");
        RepositoryState seen = lab.see(name);
        lab.api("DELETE", address("late", "late"), "", 204);
        assertThat(lab.store(name, "2", seen)).isFalse();
        lab.store("late", "3");
        assertThat(lab.store(name, "2", seen)).isFalse();
        assertThat(lab.hasTag("late", "2")).isFalse();
    }

    @Test
    void a_first_push_fails_if_its_repository_was_created_and_deleted_since() {
        RepositoryName name = RepositoryName.parse("unseen");
        RepositoryState seen = lab.see(name);
        lab.store("unseen", "1");
        assertThat(lab.store(name, "2", seen))
                .as("another first push was earlier")
                .isFalse();
        lab.api("DELETE", address("unseen", "unseen"), "", 204);
        assertThat(lab.store(name, "2", seen)).as("its blobs may be gone").isFalse();
    }

    @Test
    void an_interrupted_deletion_keeps_refusing_pushes_and_can_be_repeated() {
        RepositoryName name = RepositoryName.parse("broken");
        lab.store("broken", "1");
        RepositoryState seen = lab.see(name);
        String generation = lab.ports.deletions().begin(name).orElseThrow();
        assertThat(lab.store(name, "2", seen)).isFalse();
        assertThat(lab.see(name).deleting()).isTrue();
        assertThat(lab.ports.deletions().begin(name)).contains(generation);
        assertThat(lab.api("GET", address("broken", ""), "", 200).path("state").asText())
                .isEqualTo("deleting");
        lab.api("PATCH", address("broken", ""), "{\"visibility\":\"public\"}", 409);
        lab.api("DELETE", address("broken", "broken"), "", 204);
        assertThat(lab.see(name).there()).isFalse();
    }

    @Test
    void a_late_step_of_a_deletion_does_not_affect_the_next_repository_of_the_name() {
        RepositoryName name = RepositoryName.parse("again");
        lab.store("again", "1");
        String generation = lab.ports.deletions().begin(name).orElseThrow();
        lab.api("DELETE", address("again", "again"), "", 204);
        lab.store("again", "2");
        assertThat(lab.ports.deletions().clearSome(name, generation)).isZero();
        lab.ports.deletions().finish(name, generation);
        assertThat(lab.hasTag("again", "2")).isTrue();
        assertThat(lab.see(name).there()).isTrue();
    }

    @Test
    void uploads_of_the_direct_lane_before_a_deletion_are_not_found_after_it() {
        RepositoryName name = RepositoryName.parse("direct");
        Digest digest = RegistryLab.digest("direct");
        Blobs blobs = new Blobs(lab.ports.blobLinks(), lab.ports.blobObjects(), lab.ports.clock());
        lab.store("direct", "1");
        String before = SessionId.next(lab.clock().instant(), SpaceName.DEFAULT);
        lab.ports.land(name, digest, RegistryLab.bytes("direct"), before);
        assertThat(blobs.find(name, digest)).as("landed, and not linked yet").isPresent();
        lab.api("DELETE", address("direct", "direct"), "", 204);
        assertThat(blobs.find(name, digest)).isEmpty();
        lab.ports.blobLinks().linkLanded(name, digest, landed(before), BlobLink.ABSENT);
        assertThat(blobs.find(name, digest)).as("the event was late").isEmpty();
        lab.clock().advance(Duration.ofMillis(1));
        String after = SessionId.next(lab.clock().instant(), SpaceName.DEFAULT);
        lab.ports.land(name, digest, RegistryLab.bytes("direct"), after);
        assertThat(blobs.find(name, digest)).as("pushed again").isPresent();
        lab.ports.blobLinks().linkLanded(name, digest, landed(after), BlobLink.ABSENT);
        assertThat(lab.ports.blobLinks().find(name, digest).blob()).isPresent();
    }

    @Test
    void a_blob_that_another_repository_has_mounted_is_kept() {
        Digest digest = RegistryLab.digest("shared");
        lab.store("source", "1");
        link("source", digest);
        link("target", digest);
        lab.api("DELETE", address("source", "source"), "", 204);
        Blobs blobs = new Blobs(lab.ports.blobLinks(), lab.ports.blobObjects(), lab.ports.clock());
        assertThat(blobs.find(RepositoryName.parse("source"), digest)).isEmpty();
        assertThat(blobs.find(RepositoryName.parse("target"), digest)).isPresent();
    }

    @Test
    void a_space_with_repositories_is_deleted_only_if_its_name_is_repeated() {
        lab.api("POST", "/api/spaces", "{\"name\":\"full\"}", 201);
        lab.store("full/a", "1");
        lab.store("full/b/c", "1");
        assertThat(lab.api("GET", "/api/spaces/full", "", 200)
                        .path("repositories")
                        .asInt())
                .isEqualTo(2);
        lab.api("DELETE", "/api/spaces/full", "", 409);
        lab.api("DELETE", "/api/spaces/full?confirm=full", "", 204);
        lab.api("GET", "/api/spaces/full", "", 404);
        lab.api("POST", "/api/spaces", "{\"name\":\"full\"}", 201);
        assertThat(lab.hasTag("full/a", "1")).isFalse();
        lab.api("DELETE", "/api/spaces/full", "", 204);
        lab.api("DELETE", "/api/spaces/default?confirm=default", "", 409);
    }

    @Test
    void a_first_push_into_a_space_that_is_being_deleted_writes_nothing() {
        RepositoryName name = RepositoryName.parse("leaving/app");
        lab.api("POST", "/api/spaces", "{\"name\":\"leaving\"}", 201);
        RepositoryState seen = lab.see(name);
        lab.ports.deletions().begin(new SpaceName("leaving"), true);
        assertThat(lab.store(name, "1", seen)).isFalse();
        assertThat(lab.ports.manifests().view(name, Optional.empty(), List.of()).space())
                .isFalse();
        lab.api("DELETE", "/api/spaces/leaving", "", 204);
    }

    @Test
    void grants_of_tokens_for_a_space_are_removed_with_it() {
        lab.api("POST", "/api/spaces", "{\"name\":\"tenant\"}", 201);
        String only = token("{\"space\":\"tenant\",\"actions\":[\"admin\"]}");
        String both = token("{\"space\":\"tenant\",\"actions\":[\"pull\"]},{\"actions\":[\"pull\"]}");
        lab.api(only, "GET", "/api/spaces/tenant", "", 200);
        lab.api("DELETE", "/api/spaces/tenant", "", 204);
        lab.api("POST", "/api/spaces", "{\"name\":\"tenant\"}", 201);
        lab.api(only, "GET", "/api/spaces/tenant", "", 401);
        lab.api(both, "GET", "/api/spaces/tenant", "", 404);
        lab.api(both, "GET", "/api/spaces/default", "", 200);
    }

    @Test
    void grants_of_principals_for_a_space_are_removed_with_it() {
        String role = "arn:aws:iam::123456789012:role/";
        lab.api("POST", "/api/spaces", "{\"name\":\"let\"}", 201);
        String grant = "{\"space\":\"let\",\"actions\":[\"admin\"]}";
        rule(role + "only", grant);
        rule(role + "both", grant + ",{\"actions\":[\"pull\"]}");
        rule(role + "other", "{\"actions\":[\"push\"]}");
        JsonNode other = rules().get(role + "other");
        lab.api("DELETE", "/api/spaces/let", "", 204);
        lab.api("POST", "/api/spaces", "{\"name\":\"let\"}", 201);
        assertThat(rules()).containsOnlyKeys(role + "both", role + "other").containsEntry(role + "other", other);
        assertThat(rules().toString()).doesNotContain("\"space\":\"let\"").contains("\"space\":\"default\"");
    }

    private void rule(String principal, String grants) {
        lab.api("POST", "/api/principals", "{\"principal\":\"" + principal + "\",\"grants\":[" + grants + "]}", 201);
    }

    private Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new HashMap<>();
        lab.api("GET", "/api/principals", "", 200)
                .path("principals")
                .forEach(rule -> rules.put(rule.path("principal").asText(), rule));
        return rules;
    }

    @Test
    void a_recreated_space_does_not_have_the_blobs_of_the_earlier_one() {
        Digest digest = RegistryLab.digest("former");
        SpaceName space = new SpaceName("former");
        RepositoryName other = RepositoryName.parse("former/other");
        lab.api("POST", "/api/spaces", "{\"name\":\"former\"}", 201);
        link("former/app", digest);
        Instant first = lab.ports.spaces().require(space);
        assertThat(lab.ports.blobLinks().linkFromSpace(other, digest, first)).isTrue();
        lab.api("DELETE", "/api/spaces/former", "", 204);
        lab.clock().advance(Duration.ofMillis(1));
        lab.api("POST", "/api/spaces", "{\"name\":\"former\"}", 201);
        Instant second = lab.ports.spaces().require(space.at(1));
        assertThat(lab.ports.blobLinks().linkFromSpace(other.at(1), digest, second))
                .isFalse();
    }

    private String token(String grants) {
        return lab.api("POST", "/api/tokens", "{\"name\":\"t\",\"grants\":[" + grants + "]}", 201)
                .path("token")
                .asText();
    }

    private static String address(String repository, String confirm) {
        return "/api/spaces/default/repositories/" + repository
                + (confirm.isEmpty() ? "" : "?forGood=true&confirm=" + confirm);
    }

    private void link(String repository, Digest digest) {
        lab.ports.blobLinks().link(RepositoryName.parse(repository), digest, new StoredBlob("blobs/x/y", 1));
    }

    private static Landed landed(String upload) {
        return new Landed(new StoredBlob("direct/default/direct/sha256/x", 1), upload);
    }
}
