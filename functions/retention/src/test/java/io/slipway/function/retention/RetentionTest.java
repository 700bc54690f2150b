package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Event;
import io.slipway.core.event.EventType;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rules, deployments and the bin, on a real table. Each test has its own space. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTest {
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
    void new_rules_replace_those_of_a_space() {
        lab.space("given");
        assertThat(lab.send("GET", "/api/spaces/given/retention", "", 200).path("rules"))
                .isEmpty();
        JsonNode set = lab.send("PUT", "/api/spaces/given/retention", NEWEST_ONE, 200);
        assertThat(lab.send("GET", "/api/spaces/given/retention", "", 200)).isEqualTo(set);
        assertThat(set.at("/bin/days").asInt()).isEqualTo(7);
        assertThat(lab.send("PUT", "/api/spaces/given/retention", "{\"rules\":1}", 400)
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("rules must be a list, but was 1");
        lab.send("GET", "/api/spaces/nowhere/retention", "", 404);
    }

    @Test
    void with_if_match_rules_are_replaced_only_if_they_have_not_changed() {
        lab.space("raced");
        String address = "/api/spaces/raced/retention";
        Map<String, String> first = Map.of("if-match", RetentionLab.etag(lab.answer("GET", address, "", Map.of())));
        Response set = lab.answer("PUT", address, NEWEST_ONE, first);
        assertThat(set.status()).isEqualTo(200);
        assertThat(lab.answer("PUT", address, "{}", first).status()).isEqualTo(409);
        assertThat(lab.send("GET", address, "", 200).path("rules")).hasSize(1);
        Map<String, String> second = Map.of("if-match", RetentionLab.etag(set));
        assertThat(lab.answer("PUT", address, "{}", second).status()).isEqualTo(200);
        assertThat(lab.send("GET", address, "", 200).path("rules")).isEmpty();
    }

    @Test
    void a_run_deletes_exactly_what_its_preview_lists() {
        lab.space("same");
        for (int i = 0; i < 5; i++) {
            lab.push("same/app", "app " + i, "v" + i);
            lab.push("same/tool", "tool " + i, "v" + i);
            lab.days(1);
        }
        lab.send("PUT", "/api/spaces/same/retention", NEWEST_ONE, 200);
        JsonNode preview = lab.send("POST", "/api/spaces/same/retention/preview", "{}", 200);
        assertThat(preview.path("items").valueStream())
                .filteredOn(item -> !item.path("goes").asBoolean())
                .extracting(
                        item -> item.path("repository").asText() + ":"
                                + item.path("tag").asText(),
                        item -> item.path("rule").asText(),
                        item -> item.path("reason").asText())
                .containsExactly(
                        tuple("app:v4", "newest", "among the newest 1"),
                        tuple("tool:v4", "newest", "among the newest 1"));
        assertThat(preview.path("items")).hasSize(10);
        JsonNode going = lab.send("POST", "/api/spaces/same/retention/preview?show=going", "{}", 200);
        assertThat(going.path("items")).hasSize(8);
        JsonNode run = lab.send("POST", "/api/spaces/same/retention/run", "", 200);
        assertThat(run.path("manifests").asInt())
                .isEqualTo(8)
                .isEqualTo(preview.path("manifests").asInt());
        assertThat(run.path("bytes").asLong())
                .isEqualTo(preview.path("bytes").asLong())
                .isGreaterThan(8 * 1_010);
        assertThat(run.path("more").asBoolean()).isFalse();
        assertThat(lab.hasTag("same/app", "v3")).isFalse();
        assertThat(lab.hasTag("same/app", "v4")).isTrue();
        assertThat(lab.send("POST", "/api/spaces/same/retention/preview?show=going", "{}", 200)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void a_preview_accepts_other_rules_and_lists_the_result_in_pages() {
        lab.space("trial");
        lab.push("trial/app", "a", "a");
        lab.days(1);
        lab.push("trial/app", "b", "b");
        JsonNode page = lab.send(
                "POST", "/api/spaces/trial/retention/preview?after=app:a", "{\"document\":" + NEWEST_ONE + "}", 200);
        assertThat(page.path("items").valueStream().map(item -> item.path("tag").asText()))
                .containsExactly("b");
        lab.send("POST", "/api/spaces/trial/retention/preview?show=some", "{}", 400);
        assertThat(lab.send("POST", "/api/spaces/trial/retention/run", "", 200)
                        .path("manifests")
                        .asInt())
                .isZero();
    }

    @Test
    void each_deletion_is_recorded_in_the_audit_trail_with_the_rules_as_the_actor() {
        SpaceName space = lab.space("audit");
        lab.push("audit/app", "a", "a");
        lab.days(1);
        lab.push("audit/app", "b", "b");
        lab.send("PUT", "/api/spaces/audit/retention", NEWEST_ONE, 200);
        lab.send("POST", "/api/spaces/audit/retention/run", "", 200);
        List<Event> events = lab.backend.events().list(Optional.of(space), Instant.EPOCH, Optional.empty(), 10);
        assertThat(events)
                .filteredOn(event -> event.type() == EventType.IMAGE_DELETED)
                .extracting(Event::by)
                .containsExactly("retention");
        assertThat(events).extracting(Event::type).contains(EventType.RETENTION_CHANGED);
    }

    @Test
    void current_images_and_the_newest_of_each_environment_are_kept() {
        lab.space("deployed");
        for (int i = 1; i <= 4; i++) {
            lab.deploy("deployed/app", "deployments-" + i, i == 2 ? "Test" : "Production", "web", "1." + i);
            lab.days(1);
        }
        lab.send(
                "PUT",
                "/api/spaces/deployed/retention",
                "{\"rules\":[{\"name\":\"d\",\"of\":\"deployments\",\"keep\":{\"newest\":2}}]}",
                200);
        assertThat(going("deployed")).containsExactly("1.1-deployments-1");
        // Even a rule that keeps nothing keeps current images.
        lab.send(
                "PUT",
                "/api/spaces/deployed/retention",
                "{\"rules\":[{\"name\":\"none\",\"keep\":{\"newest\":0}}]}",
                200);
        assertThat(going("deployed")).containsExactly("1.1-deployments-1", "1.3-deployments-3");
        JsonNode list = lab.send("GET", "/api/spaces/deployed/deployments", "", 200);
        assertThat(list.path("deployments")
                        .valueStream()
                        .map(it -> it.path("id").asText() + " "
                                + it.path("environment").asText() + " "
                                + it.path("state").asText()))
                .containsExactly("deployments-4 Production current", "deployments-2 Test current");
        assertThat(lab.send("GET", "/api/spaces/deployed/deployments?all=true&environment=production", "", 200)
                        .path("deployments")
                        .valueStream()
                        .map(it -> it.path("state").asText()))
                .containsExactly("current", "replaced", "replaced");
    }

    @Test
    void a_retired_deployment_is_not_current_and_a_lease_keeps_replaced_images() {
        lab.space("leases");
        lab.deploy("leases/app", "deployments-1", "Production", "web", "1.1");
        lab.days(1);
        lab.deploy("leases/app", "deployments-2", "Production", "web", "1.2");
        lab.days(1);
        lab.send("PUT", "/api/spaces/leases/retention", "{\"rules\":[{\"name\":\"n\",\"keep\":{\"newest\":0}}]}", 200);
        lab.send("POST", "/api/spaces/leases/deployments/deployments-1/lease", "{\"for\":\"3d\"}", 200);
        assertThat(going("leases")).isEmpty();
        lab.days(4);
        assertThat(going("leases")).containsExactly("1.1-deployments-1");
        lab.send("POST", "/api/spaces/leases/deployments/deployments-2/retire", "", 204);
        assertThat(going("leases")).containsExactly("1.1-deployments-1", "1.2-deployments-2");
        lab.send("POST", "/api/spaces/leases/deployments/deployments-9/retire", "", 404);
        assertThat(lab.send("POST", "/api/spaces/leases/deployments/deployments-2/lease", "{\"for\":\"soon\"}", 400)
                        .at("/errors/0/message")
                        .asText())
                .startsWith("a time must be a number of hours or days");
    }

    @Test
    void a_package_is_kept_as_long_as_an_image_built_from_it() {
        lab.space("made");
        lab.push("made/packages/web", "web 1.1", "1.1");
        lab.push("made/packages/web", "web 1.2", "1.2");
        lab.push("made/packages/web", "web 1.3", "1.3");
        lab.deploy("made/app", "deployments-1", "Production", "web", "1.2");
        lab.days(30);
        lab.send(
                "PUT",
                "/api/spaces/made/retention",
                "{\"rules\":[{\"name\":\"p\",\"of\":\"packages\",\"keep\":{\"pushedWithin\":\"7d\"}}]}",
                200);
        assertThat(going("made")).containsExactly("1.1", "1.3");
        lab.send("POST", "/api/spaces/made/retention/run", "", 200);
        assertThat(lab.hasTag("made/packages/web", "1.2")).isTrue();
    }

    @Test
    void an_image_that_a_run_deletes_can_be_restored_with_its_referrers_for_seven_days() {
        lab.space("back");
        Digest old = lab.push("back/app", "old", "old", "also");
        Digest sbom = lab.push("back/app", RetentionLab.referrer("sbom", old));
        lab.days(1);
        lab.push("back/app", "new", "new");
        lab.send("PUT", "/api/spaces/back/retention", NEWEST_ONE, 200);
        lab.send("POST", "/api/spaces/back/retention/run", "", 200);
        assertThat(lab.hasManifest("back/app", old)).isFalse();
        assertThat(referrers("back/app", old)).isEmpty();
        List<JsonNode> entries = bin("back");
        assertThat(entries).hasSize(2);
        JsonNode entry = entries.stream()
                .filter(it -> it.path("digest").asText().equals(old.toString()))
                .findFirst()
                .orElseThrow();
        lab.send("POST", "/api/spaces/back/bin/" + entry.path("id").asText() + "/restore", "", 200);
        assertThat(lab.hasTag("back/app", "old")).isTrue();
        assertThat(lab.hasTag("back/app", "also")).isTrue();
        assertThat(referrers("back/app", old)).containsExactly(sbom);
        assertThat(bin("back")).isEmpty();
        // A restored tag counts as pushed at the time of its restoration.
        lab.send("POST", "/api/spaces/back/retention/run", "", 200);
        assertThat(lab.hasTag("back/app", "old")).isTrue();
        assertThat(lab.hasTag("back/app", "new")).isFalse();
        lab.days(8);
        assertThat(bin("back")).isEmpty();
        lab.scheduled();
        assertThat(lab.backend.bin().list(new SpaceName("back"), "", 10)).isEmpty();
    }

    @Test
    void an_index_is_restored_with_its_children_and_everything_deleted_with_it() {
        lab.space("whole");
        Digest amd = lab.push("whole/app", "amd");
        Digest arm = lab.push("whole/app", "arm");
        Digest index = lab.push("whole/app", RetentionLab.index(amd, arm), "v1");
        Digest sbom = lab.push("whole/app", RetentionLab.referrer("sbom", index));
        Digest signature = lab.push("whole/app", RetentionLab.referrer("signature", sbom));
        lab.days(1);
        lab.push("whole/app", "new", "v2");
        lab.send("PUT", "/api/spaces/whole/retention", NEWEST_ONE, 200);
        assertThat(lab.send("POST", "/api/spaces/whole/retention/run", "", 200)
                        .path("manifests")
                        .asInt())
                .isEqualTo(5);
        assertThat(lab.hasManifest("whole/app", amd)).isFalse();
        JsonNode entry = bin("whole").stream()
                .filter(it -> it.path("digest").asText().equals(index.toString()))
                .findFirst()
                .orElseThrow();
        lab.send("POST", "/api/spaces/whole/bin/" + entry.path("id").asText() + "/restore", "", 200);
        for (Digest part : List.of(amd, arm, index, sbom, signature)) {
            assertThat(lab.hasManifest("whole/app", part)).isTrue();
        }
        assertThat(lab.hasTag("whole/app", "v1")).isTrue();
        assertThat(referrers("whole/app", index)).containsExactly(sbom);
        assertThat(referrers("whole/app", sbom)).containsExactly(signature);
        assertThat(bin("whole")).isEmpty();
    }

    @Test
    void a_referrer_that_was_deleted_before_its_subject_stays_in_the_bin() {
        lab.space("earlier");
        Digest image = lab.push("earlier/app", "image", "v1");
        Digest wrong = lab.push("earlier/app", RetentionLab.referrer("wrong", image));
        lab.discard("earlier/app", wrong);
        lab.days(1);
        String entry = lab.discard("earlier/app", image).id();
        lab.send("POST", "/api/spaces/earlier/bin/" + entry + "/restore", "", 200);
        assertThat(lab.hasTag("earlier/app", "v1")).isTrue();
        assertThat(lab.hasManifest("earlier/app", wrong)).isFalse();
        assertThat(bin("earlier")).hasSize(1);
    }

    @Test
    void a_push_takes_its_manifest_out_of_the_bin_where_its_other_tags_can_be_restored() {
        lab.space("again");
        Digest old = lab.push("again/app", "old", "old");
        lab.days(1);
        lab.push("again/app", "new", "new");
        lab.send("PUT", "/api/spaces/again/retention", NEWEST_ONE, 200);
        lab.send("POST", "/api/spaces/again/retention/run", "", 200);
        lab.push("again/app", "old", "pushed-again");
        assertThat(lab.hasManifest("again/app", old)).isTrue();
        String entry = bin("again").getFirst().path("id").asText();
        lab.send("POST", "/api/spaces/again/bin/" + entry + "/restore", "", 200);
        assertThat(lab.hasTag("again/app", "old")).isTrue();
        assertThat(bin("again")).isEmpty();
        lab.send("PUT", "/api/spaces/again/retention", "{}", 200);
        lab.days(8);
        lab.scheduled();
        assertThat(lab.hasManifest("again/app", old)).isTrue();
        assertThat(lab.hasTag("again/app", "pushed-again")).isTrue();
    }

    @Test
    void a_bin_of_0_days_deletes_permanently() {
        lab.space("nobin");
        lab.push("nobin/app", "old", "old");
        lab.days(1);
        lab.push("nobin/app", "new", "new");
        lab.send("PUT", "/api/spaces/nobin/retention", NEWEST_ONE.replace("]}", "],\"bin\":{\"days\":0}}"), 200);
        lab.send("POST", "/api/spaces/nobin/retention/run", "", 200);
        assertThat(bin("nobin")).isEmpty();
        assertThat(lab.backend
                        .forBuilds()
                        .contents()
                        .read(RepositoryName.parse("nobin/app"))
                        .manifests())
                .hasSize(1);
        assertThat(lab.backend.bin().list(new SpaceName("nobin"), "", 10)).isEmpty();
    }

    @Test
    void a_child_of_an_index_in_the_bin_stays_there_with_it_even_if_the_space_has_no_bin_any_more() {
        lab.space("child");
        Digest amd = lab.push("child/app", "amd");
        Digest arm = lab.push("child/app", "arm");
        Digest index = lab.push("child/app", RetentionLab.index(amd, arm), "v1");
        BinEntry entry = lab.discard("child/app", index);
        lab.days(1);
        lab.send("PUT", "/api/spaces/child/retention", "{\"bin\":{\"days\":0}}", 200);
        assertThat(lab.backend.discards().manifest(RepositoryName.parse("child/app"), arm))
                .isTrue();
        lab.send(
                "PUT",
                "/api/spaces/child/retention",
                "{\"rules\":[{\"name\":\"u\",\"of\":\"untagged\",\"keep\":{\"pushedWithin\":\"2h\"}}],\"bin\":{\"days\":0}}",
                200);
        lab.send("POST", "/api/spaces/child/retention/run", "", 200);
        assertThat(lab.hasManifest("child/app", amd)).isFalse();
        assertThat(bin("child")).hasSize(3);
        lab.send("POST", "/api/spaces/child/bin/" + entry.id() + "/restore", "", 200);
        assertThat(lab.hasManifest("child/app", amd)).isTrue();
        assertThat(lab.hasManifest("child/app", arm)).isTrue();
    }

    @Test
    void ids_and_positions_that_cannot_be_keys_are_those_of_nothing() {
        lab.space("keys");
        for (String text : List.of("x".repeat(2_000), "%F4%8F%BF%BF%F4%8F%BF%BF")) {
            assertThat(lab.send("GET", "/api/spaces/keys/bin?after=" + text, "", 200)
                            .path("entries"))
                    .isEmpty();
            assertThat(lab.send("POST", "/api/spaces/keys/retention/preview?after=" + text, "{}", 200)
                            .path("items"))
                    .isEmpty();
        }
        for (String id : List.of("x".repeat(2_000), "")) {
            lab.send("DELETE", "/api/spaces/keys/bin/" + id, "", 404);
            lab.send("POST", "/api/spaces/keys/bin/" + id + "/restore", "", 404);
        }
    }

    @Test
    void an_entry_of_the_bin_can_be_deleted_permanently() {
        lab.space("emptied");
        Digest old = lab.push("emptied/app", "old", "old");
        lab.days(1);
        lab.push("emptied/app", "new", "new");
        lab.send("PUT", "/api/spaces/emptied/retention", NEWEST_ONE, 200);
        lab.send("POST", "/api/spaces/emptied/retention/run", "", 200);
        String entry = bin("emptied").getFirst().path("id").asText();
        lab.send("DELETE", "/api/spaces/emptied/bin/" + entry, "", 204);
        lab.send("POST", "/api/spaces/emptied/bin/" + entry + "/restore", "", 404);
        assertThat(lab.hasManifest("emptied/app", old)).isFalse();
    }

    @Test
    void the_schedule_runs_the_rules_of_all_spaces() {
        for (String space : List.of("first", "second")) {
            lab.space(space);
            lab.push(space + "/app", "old", "old");
            lab.days(1);
            lab.push(space + "/app", "new", "new");
            lab.send("PUT", "/api/spaces/" + space + "/retention", NEWEST_ONE, 200);
        }
        lab.scheduled();
        assertThat(lab.hasTag("first/app", "old")).isFalse();
        assertThat(lab.hasTag("second/app", "old")).isFalse();
        assertThat(lab.hasTag("second/app", "new")).isTrue();
    }

    private List<String> going(String space) {
        return lab.send("POST", "/api/spaces/" + space + "/retention/preview?show=going", "{}", 200)
                .path("items")
                .valueStream()
                .map(item -> item.path("tag").asText())
                .toList();
    }

    private List<JsonNode> bin(String space) {
        List<JsonNode> entries = new ArrayList<>();
        lab.send("GET", "/api/spaces/" + space + "/bin", "", 200)
                .path("entries")
                .forEach(entries::add);
        return entries;
    }

    private List<Digest> referrers(String repository, Digest subject) {
        return lab.backend.referrers().list(RepositoryName.parse(repository), subject, "", "", 10).referrers().stream()
                .map(referrer -> referrer.descriptor().digest())
                .toList();
    }
}
