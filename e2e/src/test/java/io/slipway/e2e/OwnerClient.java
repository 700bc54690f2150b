package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.slipway.core.bin.BinContents;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.Restoration;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The only client that writes to a repository, so that it can determine the expected content; blobs are shared with
 * other repositories. A blob that no manifest uses may be collected at any time; a used one must exist.
 */
final class OwnerClient {
    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** Blobs that all clients push, mount and delete. */
    private static final List<byte[]> BLOBS = IntStream.range(0, 8)
            .mapToObj(i -> ("blob " + i).getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final List<Digest> DIGESTS =
            BLOBS.stream().map(blob -> Digest.of(DigestAlgorithm.SHA256, blob)).toList();

    private final RegistryInProcess registry;
    private final String repository;
    private final List<String> others;
    private final Random random;
    private final List<String> repositories;
    private String bearer;
    private final List<Runnable> events = new ArrayList<>();

    /** The manifests that the repository must have, each with everything that it uses. */
    private final Map<String, Set<String>> manifests = new TreeMap<>();

    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, String> contents = new HashMap<>();

    /** The manifests in the bin, each with its tags. */
    private final Map<String, Set<String>> binned = new HashMap<>();

    OwnerClient(RegistryInProcess registry, String repository, List<String> others, Random random) {
        this.registry = registry;
        this.repository = repository;
        this.others = others;
        this.random = random;
        this.repositories = new ArrayList<>(others);
        repositories.add(repository);
        this.bearer = registry.bearer(repositories);
    }

    void step() {
        switch (random.nextInt(17)) {
            case 0, 1, 2 -> pushBlob(random.nextInt(BLOBS.size()));
            case 3 -> pushInChunks(random.nextInt(BLOBS.size()));
            case 4 -> land(random.nextInt(BLOBS.size()));
            case 5 -> mount(random.nextInt(BLOBS.size()));
            case 6 -> deleteBlob(random.nextInt(BLOBS.size()));
            case 7, 8, 9 -> pushImage();
            case 10 -> pushIndex();
            case 11, 12 -> deleteManifest();
            case 13 -> deleteTag();
            case 14 -> abandon(random.nextInt(BLOBS.size()));
            case 15 -> restore();
            default -> pull();
        }
        if (!events.isEmpty() && random.nextInt(3) == 0) {
            events.removeFirst().run();
        }
    }

    /** Delivers all pending events. */
    void settle() {
        events.forEach(Runnable::run);
        events.clear();
    }

    private void pushBlob(int blob) {
        expect(send("PUT", begin() + "&digest=" + DIGESTS.get(blob), BLOBS.get(blob), ""), 201);
    }

    private void pushInChunks(int blob) {
        Response chunk = send("PATCH", begin(), BLOBS.get(blob), "");
        expect(chunk, 202);
        expect(send("PUT", location(chunk) + "&digest=" + DIGESTS.get(blob), new byte[0], ""), 201);
    }

    /** Starts an upload, and never finishes it. */
    private void abandon(int blob) {
        expect(send("PATCH", begin(), BLOBS.get(blob), ""), 202);
    }

    private void land(int blob) {
        events.add(registry.land(repository, BLOBS.get(blob)));
    }

    private void mount(int blob) {
        String from = random.nextBoolean() ? "" : "&from=" + others.get(random.nextInt(others.size()));
        expect(send("POST", "/v2/" + repository + "/blobs/uploads/?mount=" + DIGESTS.get(blob) + from), 201, 202);
    }

    private void deleteBlob(int blob) {
        int status = send("DELETE", "/v2/" + repository + "/blobs/" + DIGESTS.get(blob))
                .status();
        if (isUsed(DIGESTS.get(blob).toString())) {
            assertThat(status).as("a blob that a manifest uses").isEqualTo(409);
        } else {
            assertThat(status).isIn(202, 404);
        }
    }

    private boolean isUsed(String digest) {
        return manifests.values().stream().anyMatch(uses -> uses.contains(digest));
    }

    private void pushImage() {
        Set<Integer> layers = new TreeSet<>();
        IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> layers.add(random.nextInt(BLOBS.size())));
        // Small images use their blobs' links; a large one is in the bucket.
        String list = layers.stream()
                .map(blob -> descriptor("a/b", DIGESTS.get(blob).toString(), BLOBS.get(blob).length))
                .collect(Collectors.joining(","));
        String text = "{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE + "\",\"config\":"
                + descriptor("a/b", DIGESTS.get(layers.iterator().next()).toString(), 1) + ",\"layers\":[" + list
                + "],\"annotations\":{\"n\":\"" + random.nextInt(2) + "\"}}";
        Set<String> uses =
                layers.stream().map(blob -> DIGESTS.get(blob).toString()).collect(Collectors.toSet());
        if (uses.stream().allMatch(this::isUsed)) {
            push(text, IMAGE, uses, 201);
        } else {
            layers.forEach(this::pushBlob);
            push(text, IMAGE, uses, 201, 404);
        }
    }

    private void pushIndex() {
        List<String> images = manifests.keySet().stream()
                .filter(digest -> contents.getOrDefault(digest, "").contains(IMAGE))
                .toList();
        if (!images.isEmpty()) {
            String child = images.get(random.nextInt(images.size()));
            String text = "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":["
                    + descriptor(IMAGE, child, contents.getOrDefault(child, "").length()) + "]}";
            push(text, INDEX, Set.of(child), 201);
        }
    }

    private void push(String text, String type, Set<String> uses, Integer... statuses) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String tag = "t" + random.nextInt(4);
        Response response = send("PUT", "/v2/" + repository + "/manifests/" + tag, content, type);
        expect(response, statuses);
        if (response.status() == 201) {
            String digest = Digest.of(DigestAlgorithm.SHA256, content).toString();
            manifests.put(digest, new HashSet<>(uses));
            binned.remove(digest);
            contents.put(digest, text);
            tags.put(tag, digest);
        }
    }

    private void deleteManifest() {
        if (manifests.isEmpty()) {
            return;
        }
        List<String> all = List.copyOf(manifests.keySet());
        String digest = all.get(random.nextInt(all.size()));
        boolean used = isUsed(digest);
        expect(send("DELETE", "/v2/" + repository + "/manifests/" + digest), used ? 409 : 202);
        if (!used) {
            manifests.remove(digest);
            Set<String> named = new HashSet<>();
            tags.forEach((tag, names) -> {
                if (names.equals(digest)) {
                    named.add(tag);
                }
            });
            tags.keySet().removeAll(named);
            binned.put(digest, named);
        }
    }

    private void deleteTag() {
        Optional<String> tag = tags.keySet().stream().findFirst();
        tag.ifPresent(it -> {
            expect(send("DELETE", "/v2/" + repository + "/manifests/" + it), 202);
            tags.remove(it);
        });
    }

    /**
     * Restores an entry of the bin: completely, or not at all if it or a child has lost a blob. An image that was pushed
     * again gets back those of its tags that are free.
     */
    private void restore() {
        List<BinEntry> entries = registry.backend.bin().list(SpaceName.DEFAULT, "", 1_000).stream()
                .filter(entry -> entry.repository().path().equals(repository))
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        BinEntry entry = entries.get(random.nextInt(entries.size()));
        String digest = entry.manifest().toString();
        boolean there = manifests.containsKey(digest);
        boolean image = entry.kind() == BinEntry.Kind.IMAGE;
        switch (registry.backend.binRestoration().restore(entry, Instant.MAX)) {
            case Restoration.Restored restored -> {
                assertThat(there && restored.names().isEmpty())
                        .as("nothing of " + entry)
                        .isFalse();
                assertThat(restored.left()).isEmpty();
                recall(digest);
                restored.names().forEach(tag -> tags.putIfAbsent(tag.value(), digest));
            }
            case Restoration.Incomplete incomplete -> {
                assertThat(there).as("an existing manifest").isFalse();
                assertThat(missesBlob(digest) || childMissesBlob(digest))
                        .as("a blob of " + digest + " is missing: " + incomplete.losses())
                        .isTrue();
            }
            case Restoration.Taken taken -> {
                assertThat(there || !image).as("an existing manifest").isTrue();
                assertThat(tags.keySet())
                        .containsAll(entry.tags().stream().map(Tag::value).toList());
            }
            case Restoration.Gone gone ->
                assertThat(image && isBinnedAgain(entry))
                        .as("an image that was pushed and deleted again")
                        .isTrue();
            case Restoration.Partly partly -> fail("there was time for " + partly);
            case Restoration.Closed closed -> fail("the repository was not deleted");
        }
    }

    /** Returns whether the image of an entry was pushed again and deleted again: it is in the bin as another entry. */
    private boolean isBinnedAgain(BinEntry entry) {
        return registry.backend
                .binContents()
                .find(entry.repository(), entry.manifest())
                .flatMap(BinContents.Held::entry)
                .filter(id -> !id.equals(entry.id()))
                .isPresent();
    }

    private boolean childMissesBlob(String digest) {
        return usesOf(digest).stream().anyMatch(use -> binned.containsKey(use) && missesBlob(use));
    }

    /** Records that a manifest exists again, after its children. */
    private void recall(String digest) {
        Set<String> named = binned.remove(digest);
        if (named != null) {
            manifests.put(digest, usesOf(digest));
            named.forEach(tag -> tags.putIfAbsent(tag, digest));
            usesOf(digest).stream().filter(binned::containsKey).forEach(this::recall);
        }
    }

    private Set<String> usesOf(String digest) {
        String content = contents.getOrDefault(digest, "");
        return ManifestReader.read(content.getBytes(StandardCharsets.UTF_8), content.contains(INDEX) ? INDEX : IMAGE)
                .uses()
                .stream()
                .map(Digest::toString)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private boolean missesBlob(String digest) {
        return usesOf(digest).stream()
                .filter(use -> !contents.containsKey(use))
                .anyMatch(use ->
                        send("HEAD", "/v2/" + repository + "/blobs/" + use).status() == 404);
    }

    /** Checks that everything acknowledged and not deleted exists, with its bytes. */
    void pull() {
        manifests.forEach((digest, uses) -> {
            expect(send("GET", "/v2/" + repository + "/manifests/" + digest), 200);
            uses.stream().filter(use -> !manifests.containsKey(use)).forEach(this::pullBlob);
        });
        tags.keySet().forEach(tag -> expect(send("GET", "/v2/" + repository + "/manifests/" + tag), 200));
    }

    private void pullBlob(String digest) {
        Response response = send("GET", "/v2/" + repository + "/blobs/" + digest);
        expect(response, 307);
        String key = location(response).replaceAll("^https?://[^/]+/[^/]+/", "").replaceAll("\\?.*", "");
        assertThat(registry.hasObject(key))
                .as("the bytes of " + digest + " at " + key)
                .isTrue();
    }

    /** Compares the stored content with the expected one. */
    void compare(StoredState state) {
        assertThat(state.manifests(repository)).as(repository).isEqualTo(manifests.keySet());
        assertThat(state.tags(repository)).as(repository).isEqualTo(tags);
    }

    private static String descriptor(String type, String digest, int size) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }

    private String begin() {
        return location(send("POST", "/v2/" + repository + "/blobs/uploads/"));
    }

    private Response send(String method, String address) {
        return send(method, address, new byte[0], "");
    }

    private Response send(String method, String address, byte[] body, String type) {
        Response response = registry.send(bearer, method, address, body, type);
        if (response.status() != 401) {
            return response;
        }
        // Runs of 100,000 operations take longer than a bearer token is valid.
        bearer = registry.bearer(repositories);
        return registry.send(bearer, method, address, body, type);
    }

    private static String location(Response response) {
        return response.headers().getOrDefault("Location", "");
    }

    private static void expect(Response response, Integer... statuses) {
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isIn((Object[]) statuses);
    }
}
