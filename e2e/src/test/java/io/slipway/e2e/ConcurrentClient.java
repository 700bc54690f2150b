package io.slipway.e2e;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.e2e.Register.Effect;
import io.slipway.e2e.Register.Operation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One of the clients that concurrently push, tag, mount, pull and delete a few resources, and record the responses for
 * each resource.
 */
final class ConcurrentClient {
    static final List<String> REPOSITORIES = List.of("model-a", "model-b");
    private static final int TAGS = 5;
    private static final int MANIFESTS = 6;
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** The pushed blobs, in one request each; the last one directly to the bucket. */
    private static final List<byte[]> BLOBS = IntStream.range(0, 6)
            .mapToObj(i -> new byte[i < 5 ? 100 + i : 4 * 1024 * 1024 + 1])
            .toList();

    // Hashed once, so that the machine is busy with the registry instead.
    private static final List<Digest> DIGESTS =
            BLOBS.stream().map(blob -> Digest.of(DigestAlgorithm.SHA256, blob)).toList();
    private static final List<byte[]> CONTENTS =
            IntStream.range(0, MANIFESTS).mapToObj(ConcurrentClient::manifest).toList();
    private static final List<String> CONTENT_DIGESTS = CONTENTS.stream()
            .map(content -> Digest.of(DigestAlgorithm.SHA256, content).toString())
            .toList();

    /** Time after which a bearer token is renewed: it expires after five minutes. */
    private static final long RENEW_AFTER_NANOS = 120_000_000_000L;

    private final Api api;
    private final Random random;
    private final ConcurrentMap<String, Register> things;
    private final Map<String, String> bearers = new HashMap<>();
    private long bearersFrom;

    ConcurrentClient(Api api, Random random, ConcurrentMap<String, Register> things) {
        this.api = api;
        this.random = random;
        this.things = things;
    }

    /** Runs a random operation. */
    void step() {
        String repository = REPOSITORIES.get(random.nextInt(REPOSITORIES.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> pushBlob(repository, anyBlob());
            case 3 -> pushInChunks(repository, random.nextInt(5));
            case 4 -> mount(repository, random.nextInt(5));
            case 5 -> deleteBlob(repository, anyBlob());
            case 6, 7, 8, 9 -> pushManifest(repository, random.nextInt(MANIFESTS), random.nextInt(TAGS));
            case 10 -> deleteManifest(repository, random.nextInt(MANIFESTS));
            case 11 -> deleteTag(repository, random.nextInt(TAGS));
            case 12 -> listTags(repository);
            case 13 -> listReferrers(repository);
            case 14, 15 -> pullBlob(repository, anyBlob());
            case 16, 17 -> pullManifest(repository, random.nextInt(MANIFESTS));
            default -> pullTag(repository, random.nextInt(TAGS));
        }
    }

    /** Reads all resources. */
    void readAll() {
        for (String repository : REPOSITORIES) {
            IntStream.range(0, BLOBS.size()).forEach(blob -> pullBlob(repository, blob));
            IntStream.range(0, MANIFESTS).forEach(manifest -> pullManifest(repository, manifest));
            IntStream.range(0, TAGS).forEach(tag -> pullTag(repository, tag));
            listTags(repository);
            listReferrers(repository);
        }
    }

    private int anyBlob() {
        return random.nextInt(8) == 0 ? 5 : random.nextInt(5);
    }

    private void pushBlob(String repository, int blob) {
        long from = System.nanoTime();
        String location = location(send(repository, "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]));
        var pushed = send(repository, "PUT", location + "&digest=" + digest(blob), BLOBS.get(blob));
        expect(pushed, 201);
        note("push", blobKey(repository, blob), from, Effect.set("here"));
    }

    private void pushInChunks(String repository, int blob) {
        long from = System.nanoTime();
        String location = location(send(repository, "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]));
        String next = location(send(repository, "PATCH", location, BLOBS.get(blob)));
        expect(send(repository, "PUT", next + "&digest=" + digest(blob), new byte[0]), 201);
        note("push in chunks", blobKey(repository, blob), from, Effect.set("here"));
    }

    private void mount(String repository, int blob) {
        String source = REPOSITORIES.get(1 - REPOSITORIES.indexOf(repository));
        long from = System.nanoTime();
        var answer = send(
                repository,
                "POST",
                "/v2/" + repository + "/blobs/uploads/?mount=" + digest(blob) + "&from=" + source,
                new byte[0]);
        if (expect(answer, 201, 202) == 201) {
            note("mounted", blobKey(source, blob), from, Effect.present());
            note("mount", blobKey(repository, blob), from, Effect.set("here"));
        } else {
            note("not mounted", blobKey(source, blob), from, Effect.seen(Register.ABSENT));
        }
    }

    private void deleteBlob(String repository, int blob) {
        long from = System.nanoTime();
        var answer = send(repository, "DELETE", "/v2/" + repository + "/blobs/" + digest(blob), new byte[0]);
        int status = expect(answer, 202, 404, 409);
        if (status == 409) {
            note("delete of a blob in use", blobKey(repository, blob), from, Effect.present());
        } else {
            Effect effect = status == 202 ? Effect.ended() : Effect.seen(Register.ABSENT);
            note("delete", blobKey(repository, blob), from, effect);
        }
    }

    private void pullBlob(String repository, int blob) {
        long from = System.nanoTime();
        var answer = send(repository, "GET", "/v2/" + repository + "/blobs/" + digest(blob), new byte[0]);
        boolean found = expect(answer, 307, 404) == 307;
        note("pull", blobKey(repository, blob), from, found ? Effect.present() : Effect.seen(Register.ABSENT));
        if (found) {
            var content = api.send("GET", location(answer), new byte[0], Map.of());
            if (content.statusCode() != 200 || content.body().length() != BLOBS.get(blob).length) {
                throw new IllegalStateException("the bytes of blob " + blob + ": " + content.statusCode());
            }
        }
    }

    private void pushManifest(String repository, int manifest, int tag) {
        byte[] content = CONTENTS.get(manifest);
        long from = System.nanoTime();
        var answer = send(repository, "PUT", "/v2/" + repository + "/manifests/t" + tag, content);
        String blob = blobKey(repository, manifest % BLOBS.size());
        if (expect(answer, 201, 404) == 404) {
            note("missed by a manifest", blob, from, Effect.seen(Register.ABSENT));
            return;
        }
        note("needed by a manifest", blob, from, Effect.present());
        note("push", manifestKey(repository, manifest), from, Effect.set("here"));
        note("push m" + manifest, tagKey(repository, tag), from, Effect.set(digestOf(manifest)));
        note("push", referrerKey(repository, manifest), from, Effect.set("here"));
    }

    private void pullManifest(String repository, int manifest) {
        long from = System.nanoTime();
        var answer = send(repository, "GET", "/v2/" + repository + "/manifests/" + digestOf(manifest), new byte[0]);
        boolean found = expect(answer, 200, 404) == 200;
        note("pull", manifestKey(repository, manifest), from, found ? Effect.present() : Effect.seen(Register.ABSENT));
    }

    private void pullTag(String repository, int tag) {
        long from = System.nanoTime();
        var answer = send(repository, "GET", "/v2/" + repository + "/manifests/t" + tag, new byte[0]);
        String seen = expect(answer, 200, 404) == 200
                ? Digest.of(DigestAlgorithm.SHA256, answer.body().getBytes(StandardCharsets.UTF_8))
                        .toString()
                : Register.ABSENT;
        note("pull " + seen, tagKey(repository, tag), from, Effect.seen(seen));
    }

    private void deleteTag(String repository, int tag) {
        long from = System.nanoTime();
        var answer = send(repository, "DELETE", "/v2/" + repository + "/manifests/t" + tag, new byte[0]);
        boolean ended = expect(answer, 202, 404) == 202;
        note("delete", tagKey(repository, tag), from, ended ? Effect.ended() : Effect.seen(Register.ABSENT));
    }

    /** Deletes a manifest. If it is pushed again during the deletion, the deletion starts over, with its tags. */
    private void deleteManifest(String repository, int manifest) {
        long from = System.nanoTime();
        var answer = send(repository, "DELETE", "/v2/" + repository + "/manifests/" + digestOf(manifest), new byte[0]);
        boolean ended = expect(answer, 202, 404) == 202;
        Effect untag = Effect.endedIf(digestOf(manifest));
        for (int tag = 0; tag < TAGS; tag++) {
            if (ended) {
                note("delete m" + manifest, tagKey(repository, tag), from, untag);
            }
            note("delete m" + manifest + "?", tagKey(repository, tag), from, Effect.maybe(untag));
        }
        Effect effect = ended ? Effect.ended() : Effect.seen(Register.ABSENT);
        note("delete", manifestKey(repository, manifest), from, effect);
        note("delete", referrerKey(repository, manifest), from, effect);
    }

    private void listTags(String repository) {
        long from = System.nanoTime();
        var answer = send(repository, "GET", "/v2/" + repository + "/tags/list", new byte[0]);
        List<String> tags = expect(answer, 200, 404) == 200
                ? StreamSupport.stream(Api.json(answer).path("tags").spliterator(), false)
                        .map(tag -> tag.asText())
                        .toList()
                : List.of();
        for (int tag = 0; tag < TAGS; tag++) {
            Effect effect = tags.contains("t" + tag) ? Effect.present() : Effect.seen(Register.ABSENT);
            note("list", tagKey(repository, tag), from, effect);
        }
    }

    private void listReferrers(String repository) {
        long from = System.nanoTime();
        var answer = send(repository, "GET", "/v2/" + repository + "/referrers/" + subject(), new byte[0]);
        expect(answer, 200);
        for (int manifest = 0; manifest < MANIFESTS; manifest++) {
            boolean found = answer.body().contains(digestOf(manifest));
            note(
                    "list",
                    referrerKey(repository, manifest),
                    from,
                    found ? Effect.present() : Effect.seen(Register.ABSENT));
        }
    }

    private void note(String what, String key, long from, Effect effect) {
        things.computeIfAbsent(key, none -> new Register()).add(new Operation(from, System.nanoTime(), what, effect));
    }

    /** Sends a request, and retries it if the registry asks for that. */
    private HttpResponse<String> send(String repository, String method, String path, byte[] body) {
        HttpResponse<String> response;
        do {
            response = api.send(
                    method, path, body, Map.of("Authorization", "Bearer " + bearer(repository), "Content-Type", TYPE));
        } while (response.statusCode() == 429);
        return response;
    }

    private String bearer(String repository) {
        if (System.nanoTime() - bearersFrom > RENEW_AFTER_NANOS) {
            bearers.clear();
            bearersFrom = System.nanoTime();
        }
        String other = REPOSITORIES.get(1 - REPOSITORIES.indexOf(repository));
        return bearers.computeIfAbsent(
                repository, it -> api.bearer(it + ":pull,push,delete&scope=repository:" + other));
    }

    private static int expect(HttpResponse<String> response, Integer... statuses) {
        if (Stream.of(statuses).noneMatch(status -> status == response.statusCode())) {
            throw new IllegalStateException(response.request().method() + " "
                    + response.uri().getPath() + ": " + response.statusCode() + " " + response.body());
        }
        return response.statusCode();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseThrow(() ->
                        new IllegalStateException("no Location: " + response.statusCode() + " " + response.body()));
    }

    private static Digest digest(int blob) {
        return DIGESTS.get(blob);
    }

    private static byte[] manifest(int number) {
        int blob = number % BLOBS.size();
        String layer =
                "{\"mediaType\":\"a/b\",\"digest\":\"" + digest(blob) + "\",\"size\":" + BLOBS.get(blob).length + "}";
        String subject = "{\"mediaType\":\"" + TYPE + "\",\"digest\":\"" + subject() + "\",\"size\":1}";
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":" + layer
                        + ",\"layers\":[],\"subject\":" + subject + ",\"annotations\":{\"number\":\"" + number + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String subject() {
        return "sha256:" + "5".repeat(64);
    }

    private static String digestOf(int manifest) {
        return CONTENT_DIGESTS.get(manifest);
    }

    private static String blobKey(String repository, int blob) {
        return repository + " blob " + blob;
    }

    private static String manifestKey(String repository, int manifest) {
        return repository + " manifest " + manifest;
    }

    private static String tagKey(String repository, int tag) {
        return repository + " tag " + tag;
    }

    private static String referrerKey(String repository, int manifest) {
        return repository + " referrer " + manifest;
    }
}
