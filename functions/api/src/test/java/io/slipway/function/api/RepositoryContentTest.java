package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.blob.GetSmallBlob;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tags and small blobs of a repository, as the console reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryContentTest {
    private static final String TAGS = "/api/spaces/default/tags?repository=app";

    private ApiTester api;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
        for (String tag : new String[] {"1.0", "1.1", "latest"}) {
            api.push("app", tag);
        }
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void tags_have_their_digest_and_push_time() {
        JsonNode tags = api.send("GET", TAGS, "", 200).path("tags");
        assertThat(tags.findValuesAsText("name")).containsExactly("1.0", "1.1", "latest");
        assertThat(tags.path(1).path("digest").asText())
                .isEqualTo(ApiTester.digest("1.1").toString());
        assertThat(Instant.parse(tags.path(1).path("pushed").asText()))
                .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(1));
    }

    @Test
    void tags_are_listed_in_pages_linked_by_next() {
        JsonNode first = api.send("GET", TAGS + "&n=2", "", 200);
        assertThat(first.path("tags").findValuesAsText("name")).containsExactly("1.0", "1.1");
        assertThat(first.path("next").asText()).isEqualTo("1.1");
        JsonNode second = api.send("GET", TAGS + "&n=2&last=1.1", "", 200);
        assertThat(second.path("tags").findValuesAsText("name")).containsExactly("latest");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void tags_can_be_searched_by_a_part_of_their_name() {
        JsonNode page = api.send("GET", TAGS + "&contains=1&n=1", "", 200);
        assertThat(page.path("tags").findValuesAsText("name")).containsExactly("1.0");
        assertThat(page.path("next").asText()).isEqualTo("1.0");
        JsonNode next = api.send("GET", TAGS + "&contains=1&n=1&last=1.0", "", 200);
        assertThat(next.path("tags").findValuesAsText("name")).containsExactly("1.1");
        assertThat(next.has("next")).isFalse();
        assertThat(api.send("GET", TAGS + "&contains=nothing", "", 200).path("tags"))
                .isEmpty();
    }

    @Test
    void manifests_are_described_with_their_platforms_and_total_size() {
        Digest amd64 = api.pushPlatform("platforms", "amd64", "amd64", "base", "one");
        Digest arm64 = api.pushPlatform("platforms", "arm64", "arm64", "base", "other");
        Digest index = api.pushIndex("platforms", "1", List.of(amd64, arm64), List.of("amd64", "arm64"));
        JsonNode found = api.send(
                        "GET",
                        "/api/spaces/default/manifests?repository=platforms&digests=" + amd64 + "," + index + ","
                                + ApiTester.digest("nothing"),
                        "",
                        200)
                .path("manifests");
        assertThat(found.findValuesAsText("digest")).containsExactly(amd64.toString(), index.toString());
        assertThat(found.path(0).path("platforms").toString()).isEqualTo("[\"linux/amd64\"]");
        assertThat(found.path(0).path("artifactType").asText()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(found.path(1).path("platforms").toString()).isEqualTo("[\"linux/amd64\",\"linux/arm64\"]");
        assertThat(found.path(1).path("complete").asBoolean()).isTrue();
        long manifest = api.backend
                .manifests()
                .find(RepositoryName.parse("platforms"), amd64)
                .orElseThrow()
                .content()
                .length;
        long config = "{'os':'linux','architecture':'amd64'}".length();
        assertThat(found.path(0).path("size").asLong()).isEqualTo(manifest + config + "base".length() + "one".length());
        long all = found.path(1).path("size").asLong();
        assertThat(all - found.path(0).path("size").asLong())
                .as("the shared base layers count once")
                .isBetween(config + "other".length(), 1_000L);
        api.send("GET", "/api/spaces/default/manifests?repository=platforms", "", 400);
        api.send("GET", "/api/spaces/default/manifests?repository=platforms&digests=none", "", 400);
        api.send("GET", "/api/spaces/default/manifests?repository=nowhere&digests=" + index, "", 404);
    }

    @Test
    void repositories_can_be_searched_by_a_part_of_their_name_and_listed_with_their_contents() {
        api.pushImage("default/held/one", "1", "1234567890");
        api.pushImage("default/held/two", "1", "1234567890");
        JsonNode found = api.send("GET", "/api/spaces/default/repositories?contains=eld/&usage=true", "", 200)
                .path("repositories");
        assertThat(found.findValuesAsText("name")).containsExactly("held/one", "held/two");
        assertThat(found.path(0).path("bytes").asInt()).isGreaterThan(12);
        assertThat(found.path(0).path("manifests").asInt()).isEqualTo(1);
        assertThat(Instant.parse(found.path(0).path("pushed").asText()))
                .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(1));
        assertThat(api.send("GET", "/api/spaces/default/repositories?contains=held/one", "", 200)
                        .at("/repositories/0")
                        .has("bytes"))
                .isFalse();
    }

    @Test
    void a_small_blob_is_returned_with_its_bytes() {
        Digest digest = api.store("app", "{\"os\":\"linux\"}");
        assertThat(api.send("GET", blob(digest), "", 200)).hasToString("{\"os\":\"linux\"}");
        assertThat(api.send("GET", blob(api.store("app", "")), "", 200)).isEmpty();
    }

    @Test
    void a_large_blob_is_refused_with_its_url() {
        Digest digest = ApiTester.digest("large");
        api.backend
                .blobLinks()
                .link(RepositoryName.parse("app"), digest, new StoredBlob("blobs/x/y", GetSmallBlob.MAX_SIZE + 1L));
        assertThat(api.send("GET", blob(digest), "", 400).toString())
                .contains("must have at most 4194304 bytes, but this has 4194305", "/v2/<name>/blobs/<digest>");
    }

    @Test
    void the_blobs_of_an_image_are_listed_with_the_number_of_manifests_that_use_them() {
        Digest first = api.pushImage("shared", "1", "base", "one");
        api.pushImage("shared", "2", "base", "two");
        JsonNode blobs = api.send("GET", blobs(first, "shared"), "", 200).path("blobs");
        assertThat(blobs.findValuesAsText("digest"))
                .containsExactly(
                        ApiTester.digest("{}").toString(),
                        ApiTester.digest("base").toString(),
                        ApiTester.digest("one").toString());
        assertThat(blobs.findValuesAsText("users")).containsExactly("2", "2", "1");
        assertThat(blobs.path(1).path("size").asInt()).isEqualTo("base".length());
        assertThat(api.send("GET", blobs(ApiTester.digest("nothing"), "shared"), "", 404)
                        .toString())
                .contains("MANIFEST_UNKNOWN");
        assertThat(api.send("GET", blobs(first, "nowhere"), "", 404).toString()).contains("NAME_UNKNOWN");
    }

    @Test
    void missing_and_hidden_resources_are_reported_as_unknown() {
        assertThat(api.send("GET", blob(ApiTester.digest("nothing")), "", 404).toString())
                .contains("BLOB_UNKNOWN");
        assertThat(api.send("GET", "/api/spaces/default/tags?repository=other", "", 404)
                        .toString())
                .contains("NAME_UNKNOWN");
        String other = api.send(
                        "POST",
                        "/api/tokens",
                        "{\"name\":\"t\",\"grants\":[{\"repository\":\"other\",\"actions\":[\"pull\"]}]}",
                        201)
                .path("token")
                .asText();
        assertThat(api.send(other, "GET", TAGS, "", 404).toString()).contains("NAME_UNKNOWN");
        assertThat(api.send(other, "GET", blob(ApiTester.digest("1.0")), "", 404)
                        .toString())
                .contains("NAME_UNKNOWN");
    }

    @Test
    void the_repository_must_be_given() {
        assertThat(api.send("GET", "/api/spaces/default/tags", "", 400).toString())
                .contains("the parameter repository must be given, but is missing");
        assertThat(api.send("GET", "/api/spaces/default/tags?repository=A%20B", "", 400)
                        .toString())
                .contains("REQUEST_INVALID");
    }

    private static String blobs(Digest manifest, String repository) {
        return "/api/spaces/default/manifests/" + manifest + "/blobs?repository=" + repository;
    }

    private static String blob(Digest digest) {
        return "/api/spaces/default/blobs/" + digest + "?repository=app";
    }
}
