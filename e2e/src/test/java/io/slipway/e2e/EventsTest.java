package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.slipway.core.digest.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the events of changes: an audit trail, and webhooks. Failed deliveries are retried while later tests run. */
@OnSharedCloud
class EventsTest {
    private record Post(String id, String timestamp, String signature, JsonNode event, String body) {}

    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final String space = "events-" + System.nanoTime();

    @TempDir
    Path folder;

    private HttpServer server;
    private Cloud cloud;
    private Api api;
    private volatile int status = 200;

    @BeforeEach
    void start(Cloud shared) throws Exception {
        cloud = shared;
        api = new Api(shared);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            posts.add(new Post(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    Api.JSON.readTree(body),
                    body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        assertThat(call("POST", "/api/spaces", "{\"name\":\"" + space + "\"}").statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_webhook_receives_signed_pushes_and_deletions() throws Exception {
        JsonNode webhook = webhook();
        String image = space + "/app";
        api.pushImage(image, "1");
        Post pushed = next("image.pushed");
        assertThat(pushed.event().path("repository").asText()).isEqualTo(image);
        assertThat(pushed.event().path("tags")).map(JsonNode::asText).containsExactly("1");
        assertThat(pushed.event().path("by").asText()).isEqualTo("admin");
        assertThat(pushed.event().path("space").asText()).isEqualTo(space);
        assertThat(pushed.id()).isEqualTo(pushed.event().path("id").asText());
        assertThat(pushed.signature())
                .isEqualTo(signature(webhook.path("secret").asText(), pushed));
        String digest = api.headManifest(image + ":1");
        assertThat(pushed.event().path("digest").asText()).isEqualTo(digest);

        api.send(image, "DELETE", "/v2/" + image + "/manifests/1", new byte[0]);
        assertThat(next("tag.deleted").event().path("tag").asText()).isEqualTo("1");
        api.send(image, "DELETE", "/v2/" + image + "/manifests/" + digest, new byte[0]);
        assertThat(next("image.deleted").event().path("digest").asText()).isEqualTo(digest);
        call("DELETE", "/api/spaces/" + space + "/repositories/app?confirm=app", "");
        assertThat(next("repository.deleted").event().path("repository").asText())
                .isEqualTo(image);
    }

    @Test
    void a_failing_webhook_shows_the_reason_and_a_deleted_one_receives_nothing() throws Exception {
        status = 503;
        JsonNode webhook = webhook();
        api.pushImage(space + "/app", "1");
        next("image.pushed");
        String webhooks = "/api/spaces/" + space + "/webhooks";
        assertThat(failure(webhooks)).isEqualTo("the webhook's status must be 2xx, but was 503");
        call("DELETE", webhooks + "/" + webhook.path("id").asText(), "");
        api.pushImage(space + "/app", "2");
        assertThat(trail()).startsWith("image.pushed", "webhook.deleted", "image.pushed", "webhook.created");
        assertThat(posts.poll(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void the_audit_trail_lists_changes_and_their_authors() {
        String token = run("token", "create", "events-ci", "--space", space).strip();
        String id = token.substring(4, 16);
        api.pushImage(space + "/app", "1");
        Digest blob = api.pushBlob(space + "/app", "gone".getBytes(StandardCharsets.UTF_8));
        api.send(space + "/app", "DELETE", "/v2/" + space + "/app/blobs/" + blob, new byte[0]);
        call("PATCH", "/api/spaces/" + space + "/repositories/app", "{\"visibility\":\"public\"}");
        call("PATCH", "/api/spaces/" + space, "{\"description\":\"x\"}");
        call("DELETE", "/api/tokens/" + id, "");
        assertThat(trail())
                .containsExactly(
                        "token.revoked",
                        "space.changed",
                        "repository.changed",
                        "blob.deleted",
                        "image.pushed",
                        "token.created");
        assertThat(run("audit", space).lines().toList().getFirst())
                .matches("[^\t]+Z\ttoken\\.revoked\tadmin\ttoken=" + id + " name=events-ci");
        call("DELETE", "/api/spaces/" + space + "?confirm=" + space, "");
        assertThat(run("audit", "--limit", "200").lines())
                .anyMatch(line -> line.endsWith("\tspace.created\tadmin\tname=" + space))
                .anyMatch(line -> line.endsWith("\tspace.deleted\tadmin\tname=" + space));
        call("POST", "/api/spaces", "{\"name\":\"" + space + "\"}");
        assertThat(trail()).as("another space with the same name").isEmpty();
    }

    @Test
    void the_audit_trail_is_paged() {
        for (int i = 0; i < 5; i++) {
            api.pushImage(space + "/app", "t" + i);
        }
        JsonNode first = Api.json(call("GET", "/api/spaces/" + space + "/audit?n=3", ""));
        JsonNode second = Api.json(call(
                "GET",
                "/api/spaces/" + space + "/audit?n=3&last=" + first.path("next").asText(),
                ""));
        List<String> tags = new ArrayList<>();
        for (JsonNode page : List.of(first, second)) {
            page.path("events")
                    .forEach(event -> tags.add(event.path("tags").path(0).asText()));
        }
        assertThat(tags).containsExactly("t4", "t3", "t2", "t1", "t0");
        assertThat(second.has("next")).isFalse();
    }

    private JsonNode webhook() {
        HttpResponse<String> made = call(
                "POST",
                "/api/spaces/" + space + "/webhooks",
                "{\"url\":\"http://localhost:" + server.getAddress().getPort() + "/hook\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Api.json(made);
    }

    private Post next(String type) throws InterruptedException {
        Post post = posts.poll(1, TimeUnit.MINUTES);
        assertThat(post).as(type).isNotNull();
        assertThat(post.event().path("type").asText()).isEqualTo(type);
        return post;
    }

    /** Returns the last failure, which is recorded after the response. */
    private String failure(String webhooks) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            JsonNode failure =
                    Api.json(call("GET", webhooks, "")).path("webhooks").path(0).path("failure");
            if (!failure.isMissingNode()) {
                return failure.path("message").asText();
            }
            Thread.sleep(50);
        }
        return "";
    }

    private List<String> trail() {
        return Api.json(call("GET", "/api/spaces/" + space + "/audit", ""))
                .path("events")
                .valueStream()
                .map(event -> event.path("type").asText())
                .toList();
    }

    private static String signature(String secret, Post post) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] signed =
                mac.doFinal((post.id() + "." + post.timestamp() + "." + post.body()).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return api.send(
                method,
                path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + cloud.adminToken()));
    }

    private String run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", cloud.data().toString()));
        return new Tool(Cloud.root().resolve("slipway"), folder).run(all.toArray(String[]::new));
    }
}
