package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests Octopus's external feeds for Docker and OCI registries with the requests shown in Octopus's issues 6413, 6495
 * and 8126: its client sends the feed's user and password with every request, and gets a bearer token if the registry
 * requests one.
 */
@OnSharedCloud
class OctopusFeedTest {
    private static final Pattern CHALLENGE =
            Pattern.compile("Bearer realm=\"([^\"]+)\",service=\"([^\"]+)\"(?:,scope=\"([^\"]+)\")?");

    @TempDir
    Path folder;

    private Api api;
    private String token;

    @BeforeEach
    void push(Cloud cloud) throws IOException {
        api = new Api(cloud);
        api.pushImage("octopus-feed", "1.0.0");
        api.pushImage("octopus-feed", "1.1.0-deployments-7");
        Path archive = Files.write(
                folder.resolve("Octopus.Feed.1.0.0.zip"), SampleApp.zip(Map.of("Dockerfile", "FROM scratch\n")));
        Command command = new Command(cloud, folder);
        command.run("push", archive.toString(), "--replace");
        token = command.run("token", "create", "octopus", "--grant", "default/**:pull")
                .strip();
    }

    @Test
    void a_feed_finds_images_and_their_versions_with_basic_credentials() {
        Map<String, String> basic = Api.basic(token);
        assertThat(get("/v2/", basic).statusCode()).isEqualTo(200);
        assertThat(search(basic)).contains("octopus-feed").noneMatch(name -> name.contains("packages/"));
        assertThat(versions("octopus-feed", basic)).containsExactly("1.0.0", "1.1.0-deployments-7");
        assertThat(get("/v2/octopus-feed/manifests/1.0.0", basic).statusCode()).isEqualTo(200);
    }

    @Test
    void a_feed_finds_images_and_their_versions_with_bearer_tokens() {
        assertThat(search(challenged("/v2/_catalog?n=100&last=")))
                .contains("octopus-feed")
                .noneMatch(name -> name.contains("packages/"));
        assertThat(versions("octopus-feed", challenged("/v2/octopus-feed/tags/list")))
                .containsExactly("1.0.0", "1.1.0-deployments-7");
    }

    @Test
    void a_feed_with_a_wrong_password_is_rejected() {
        Map<String, String> wrong = Api.basic("slp_wrong");
        assertThat(get("/v2/", wrong).statusCode()).isEqualTo(401);
        assertThat(get("/v2/_catalog?n=100&last=", wrong).statusCode()).isEqualTo(401);
    }

    /** Reads the catalogue like Octopus: in pages of 100, each after the last name of the previous one. */
    private List<String> search(Map<String, String> login) {
        List<String> names = new ArrayList<>();
        String last = "";
        while (true) {
            HttpResponse<String> page = get("/v2/_catalog?n=100&last=" + last.replace("/", "%2F"), login);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            JsonNode list = Api.json(page).path("repositories");
            if (list.isEmpty()) {
                return names;
            }
            list.forEach(name -> names.add(name.asText()));
            last = names.getLast();
        }
    }

    private List<String> versions(String image, Map<String, String> login) {
        HttpResponse<String> response = get("/v2/" + image + "/tags/list", login);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<String> tags = new ArrayList<>();
        Api.json(response).path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    /** Gets a bearer token for the challenge at this path. */
    private Map<String, String> challenged(String path) {
        String header =
                get(path, Map.of()).headers().firstValue("WWW-Authenticate").orElseThrow();
        Matcher challenge = CHALLENGE.matcher(header);
        assertThat(challenge.matches()).as(header).isTrue();
        String address = challenge.group(1) + "?service=" + challenge.group(2) + "&scope=" + challenge.group(3);
        String bearer = Api.json(api.send("GET", address, new byte[0], Api.basic(token)))
                .path("token")
                .asText();
        return Map.of("Authorization", "Bearer " + bearer);
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) {
        return api.send("GET", path, new byte[0], headers);
    }
}
