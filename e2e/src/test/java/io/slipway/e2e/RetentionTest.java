package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests retention rules with the command and real clients. Effects that take time are tested in the function's module,
 * where clocks can be moved.
 */
@OnSharedCloud
class RetentionTest {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private final String space = "keep-" + System.nanoTime();

    @TempDir
    Path folder;

    private Cloud cloud;
    private Api api;

    @BeforeEach
    void makeSpace(Cloud shared) {
        cloud = shared;
        api = new Api(shared);
        run("space", "create", space);
    }

    @Test
    void a_preview_lists_what_a_run_deletes_and_deleted_images_can_be_restored() throws IOException {
        for (String version : List.of("1.0", "1.1", "1.2", "2.0")) {
            push(version, "");
        }
        // Its bytes are in the bucket.
        push("1.3", "x".repeat(300_000));
        String digest = api.headManifest(space + "/app:1.0");
        Path rules =
                rules("{\"rules\": [{\"name\": \"ones\", \"versions\": \"[1.0,2.0)\", \"keep\": {\"newest\": 2}}]}");
        assertThat(run("retention", "preview", "--space", space, "--rules", rules.toString()))
                .startsWith("app\t1.0\t" + digest + "\tgoes\tones\tno rule keeps it\t");
        run("retention", "set", "--space", space, rules.toString());
        assertThat(Api.JSON
                        .readTree(run("retention", "get", "--space", space))
                        .at("/rules/0/name")
                        .asText())
                .isEqualTo("ones");
        run("retention", "run", "--space", space);
        assertThat(tags()).containsExactly("1.2", "1.3", "2.0");
        assertThat(api.send(space + "/app", "GET", "/v2/" + space + "/app/manifests/" + digest, new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(run("bin", "list", "--space", space))
                .contains("\t" + space + "/app\t1.0\t" + digest + "\tretention\t");
        assertThat(run("restore", space + "/app:1.0").strip()).isEqualTo(space + "/app@" + digest);
        assertThat(tags()).containsExactly("1.0", "1.2", "1.3", "2.0");
        assertThat(run("audit", space)).contains("image.deleted\tretention", "image.restored\tadmin");
        String id = run("bin", "list", "--space", space).split("\t", -1)[0];
        run("bin", "delete", "--space", space, id);
        assertThat(run("bin", "list", "--space", space)).isEmpty();
    }

    @Test
    void a_pull_is_recorded_after_its_response_and_a_check_before_a_push_is_not_a_pull() throws Exception {
        push("1.0", "");
        push("2.0", "");
        assertThat(pulled("1.0")).isEqualTo("null");
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        // The bearer token of this client allows pushes, so its HEAD does not count as a pull.
        assertThat(api.headManifest(space + "/app:2.0")).startsWith("sha256:");
        api.send(space + "/app", "GET", "/v2/" + space + "/app/manifests/1.0", new byte[0]);
        for (int i = 0; i < 600 && pulled("1.0").equals("null"); i++) {
            Thread.sleep(100);
        }
        assertThat(pulled("1.0")).isIn(today, LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(pulled("2.0")).isEqualTo("null");
        for (int i = 0; i < 600 && run("repository", "list", space).endsWith("\t-"); i++) {
            Thread.sleep(100);
        }
        assertThat(run("repository", "list", space)).endsWith("\t" + pulled("1.0"));
    }

    @Test
    void a_repository_goes_into_the_bin_unless_the_request_says_for_good() {
        push("1.0", "");
        String address = "/api/spaces/" + space + "/repositories/app?confirm=app";
        assertThat(send("DELETE", address)).isEqualTo(204);
        assertThat(tags()).isEmpty();
        assertThat(send("GET", "/api/spaces/" + space + "/repositories/app")).isEqualTo(404);
        assertThat(run("restore", space + "/app").strip()).isEqualTo(space + "/app");
        assertThat(tags()).containsExactly("1.0");
        assertThat(send("DELETE", address + "&forGood=yes")).isEqualTo(400);
        assertThat(send("DELETE", address + "&forGood=true")).isEqualTo(204);
        assertThat(run("bin", "list", "--space", space)).isEmpty();
        assertThat(tags()).isEmpty();
    }

    @Test
    void restoring_a_repository_names_the_images_that_stay_in_the_bin() {
        push("1.0", "");
        push("2.0", "");
        String lost = api.headManifest(space + "/app:1.0");
        assertThat(send("DELETE", "/api/spaces/" + space + "/repositories/app?confirm=app"))
                .isEqualTo(204);
        Digest blob = Digest.of(DigestAlgorithm.SHA256, "1.0".getBytes(StandardCharsets.UTF_8));
        assertThat(api.send(space + "/app", "DELETE", "/v2/" + space + "/app/blobs/" + blob, new byte[0])
                        .statusCode())
                .isEqualTo(202);
        Tool.Result restored = new Tool(Cloud.root().resolve("slipway"), folder)
                .attempt("", "restore", space + "/app", "--data", cloud.data().toString());
        assertThat(restored.output().strip()).isEqualTo(space + "/app");
        assertThat(restored.errors())
                .contains("slipway: " + lost + " stays in the bin: it needs the blob " + blob + " of the manifest");
        assertThat(tags()).containsExactly("2.0");
        assertThat(run("bin", "list", "--space", space))
                .contains("\t1.0\t" + lost)
                .doesNotContain("\t2.0\t");
    }

    private int send(String method, String address) {
        return api.send(method, address, new byte[0], Map.of("Authorization", "Bearer " + cloud.adminToken()))
                .statusCode();
    }

    private String pulled(String tag) {
        String address = "/api/spaces/" + space + "/tags?repository=app";
        JsonNode tags = Api.json(
                api.send("GET", address, new byte[0], Map.of("Authorization", "Bearer " + cloud.adminToken())));
        return tags.path("tags")
                .valueStream()
                .filter(it -> it.path("name").asText().equals(tag))
                .findFirst()
                .orElseThrow()
                .path("pulled")
                .asText();
    }

    @Test
    void the_image_of_a_deployment_is_kept_until_the_deployment_is_retired() throws IOException {
        SampleApp.push(api, "Kept", "1.0.0", Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n"), "");
        Path variables = Files.writeString(folder.resolve("variables.json"), "{}");
        Tool.Result built = new Command(cloud, folder)
                .build("Kept", "1.0.0", "deployments-kept", "Retention", variables.toString());
        assertThat(built.code()).as(built.errors()).isZero();
        Path rules =
                rules("{\"rules\": [{\"name\": \"none\", \"repositories\": [\"kept\"], \"keep\": {\"newest\": 0}}]}");
        String listed = run("deployments", "list", "--environment", "Retention");
        assertThat(listed)
                .startsWith("deployments-kept\tRetention\t-\t" + built.output().strip() + "\tcurrent\t-");
        assertThat(run("retention", "preview", "--rules", rules.toString())).isEmpty();
        run("deployments", "retire", "deployments-kept");
        assertThat(run("retention", "preview", "--rules", rules.toString())).contains("1.0.0-deployments-kept");
        run("deployments", "touch", "deployments-kept", "--for", "2d");
        assertThat(run("retention", "preview", "--rules", rules.toString())).isEmpty();
    }

    @Test
    void immutable_tags_do_not_move_and_protected_tags_are_not_deleted() throws IOException {
        Tool crane = Tool.crane(cloud);
        String app = cloud.host() + "/" + space + "/app";
        crane.run("push", "--insecure", TestImage.debian().toString(), app + ":v1");
        push("other", "");
        Path rules = rules("{\"immutable\": [{\"tags\": [\"v*\"], \"except\": [\"v*-rc*\"]}],"
                + " \"protected\": [{\"tags\": [\"stable\"]}]}");
        run("retention", "set", "--space", space, rules.toString());
        assertThat(refused(crane, "tag", "--insecure", app + ":other", "v1"))
                .contains("DENIED: " + space + "/app:v1 is immutable by the rules of its space; push another tag");
        crane.run("tag", "--insecure", app + ":v1", "v1");
        crane.run("tag", "--insecure", app + ":other", "v1-rc1");
        crane.run("tag", "--insecure", app + ":v1", "v1-rc1");
        crane.run("tag", "--insecure", app + ":other", "stable");
        assertThat(refused(crane, "delete", "--insecure", app + ":stable"))
                .contains("DENIED: " + space + "/app:stable is protected");
        String digest = api.headManifest(space + "/app:stable");
        assertThat(refused(crane, "delete", "--insecure", app + "@" + digest)).contains("stable is protected");
        String one = api.headManifest(space + "/app:v1");
        crane.run("delete", "--insecure", app + "@" + one);
        assertThat(tags()).containsExactly("other", "stable");
        run("restore", space + "/app:v1");
        assertThat(tags()).containsExactly("other", "stable", "v1", "v1-rc1");
        crane.run("validate", "--insecure", "--remote", app + ":v1");
    }

    private static String refused(Tool tool, String... arguments) {
        Tool.Result result = tool.attempt("", arguments);
        assertThat(result.code()).isNotZero();
        return result.errors();
    }

    /** Pushes an image whose config contains its tag. */
    private void push(String tag, String comment) {
        String repository = space + "/app";
        Digest config = api.pushBlob(repository, tag.getBytes(StandardCharsets.UTF_8));
        String text = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + config + "\",\"size\":"
                + tag.length() + "},\"layers\":[],\"annotations\":{\"comment\":\"" + comment + "\"}}";
        var answer = api.send(
                "PUT",
                "/v2/" + repository + "/manifests/" + tag,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + api.bearer(repository), "Content-Type", TYPE));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private List<String> tags() {
        var answer = api.send(space + "/app", "GET", "/v2/" + space + "/app/tags/list", new byte[0]);
        return Api.json(answer).path("tags").valueStream().map(JsonNode::asText).toList();
    }

    private Path rules(String document) throws IOException {
        return Files.writeString(folder.resolve("rules.json"), document);
    }

    private String run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", cloud.data().toString()));
        return new Tool(Cloud.root().resolve("slipway"), folder).run(all.toArray(String[]::new));
    }
}
