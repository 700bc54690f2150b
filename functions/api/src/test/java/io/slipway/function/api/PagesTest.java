package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pages of lists of which the caller may see only a part reveal neither names nor positions of the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private ApiTester api;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) {
        api = new ApiTester(folder);
        api.send("POST", "/api/spaces", "{\"name\":\"pages\"}", 201);
        for (String name : List.of("a-secret", "mine", "n-secret", "packages/a-secret", "packages/mine", "z-secret")) {
            api.push("pages/" + name, "1");
        }
        token = api.send(
                        "POST",
                        "/api/tokens",
                        "{\"name\":\"t\",\"grants\":[{\"space\":\"pages\",\"repository\":\"mine\",\"actions\":[\"pull\"]},"
                                + "{\"space\":\"pages\",\"repository\":\"packages/mine\",\"actions\":[\"pull\"]}]}",
                        201)
                .path("token")
                .asText();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void pages_of_repositories_reveal_only_visible_ones() {
        assertThat(walk("/api/spaces/pages/repositories?n=1&", "repositories", "name", "next"))
                .containsExactly("mine", "packages/mine");
        assertThat(api.send("GET", "/api/spaces/pages/repositories?n=1", "", 200)
                        .path("next")
                        .asText())
                .isEqualTo("a-secret");
    }

    @Test
    void pages_of_packages_reveal_only_visible_ones() {
        assertThat(walk("/api/spaces/pages/packages?", "packages", "id", "last"))
                .containsExactly("mine");
    }

    @Test
    void pages_of_octopuss_list_of_spaces_reveal_only_visible_ones() {
        api.send("POST", "/api/spaces", "{\"name\":\"pages-other\",\"displayName\":\"Team A\"}", 201);
        JsonNode all = api.send("GET", "/api/spaces?partialName=pAges&skip=0&take=2147483647", "", 200);
        assertThat(all.path("TotalResults").asInt()).isEqualTo(2);
        assertThat(all.at("/Items/0/Name").asText())
                .as("in the spelling of the request")
                .isEqualTo("pAges");
        assertThat(all.at("/Items/1/Id").asText()).isEqualTo("pages-other");
        JsonNode byDisplayName = api.send("GET", "/api/spaces?partialName=Team%20A", "", 200);
        assertThat(byDisplayName.at("/Items/0/Id").asText()).isEqualTo("pages-other");
        assertThat(byDisplayName.at("/Items/0/Name").asText()).isEqualTo("Team A");
        JsonNode own = api.send(token, "GET", "/api/spaces?partialName=", "", 200);
        assertThat(own.path("Items").findValuesAsText("Id")).containsExactly("pages");
    }

    @Test
    void ids_and_positions_that_cannot_be_keys_are_those_of_nothing() {
        for (String text : List.of("x".repeat(2_000), "%F4%8F%BF%BF%F4%8F%BF%BF")) {
            for (String list : List.of("/api/audit", "/api/spaces/pages/audit", "/api/spaces/pages/repositories")) {
                assertThat(api.send("GET", list + "?last=" + text, "", 200)
                                .path("next")
                                .isMissingNode())
                        .isTrue();
            }
        }
        for (String id : List.of("x".repeat(2_000), "")) {
            for (String list :
                    List.of("/api/tokens", "/api/identities", "/api/principals", "/api/spaces/pages/webhooks")) {
                api.send("DELETE", list + "/" + id, "", 404);
            }
        }
    }

    /** Reads all pages, and checks that every position is an item that was already listed. */
    private List<String> walk(String address, String list, String name, String next) {
        List<String> seen = new ArrayList<>();
        String last = "";
        do {
            JsonNode page = api.send(token, "GET", address + "last=" + last, "", 200);
            assertThat(page.toString()).doesNotContain("secret");
            page.path(list).forEach(item -> seen.add(item.path(name).asText()));
            last = page.path(next).asText();
            assertThat(last.isEmpty() || seen.contains(last)).as(last).isTrue();
        } while (!last.isEmpty());
        return seen;
    }
}
