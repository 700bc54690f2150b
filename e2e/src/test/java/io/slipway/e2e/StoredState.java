package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.ManifestReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a whole table, and determines what the table and the bucket must contain if nothing unused is kept: everything
 * follows from the manifests and tags.
 */
final class StoredState {
    private final Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final Map<String, Set<String>> manifests = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();

    StoredState(List<Map<String, AttributeValue>> all) {
        all.forEach(item -> items.put(text(item, "pk") + " " + text(item, "sk"), item));
        all.forEach(item -> {
            String pk = text(item, "pk");
            String sk = text(item, "sk");
            if (pk.startsWith("REPO#") && sk.startsWith("MANIFEST#")) {
                manifests
                        .computeIfAbsent(pk.substring(5), it -> new TreeSet<>())
                        .add(sk.substring(9));
            }
            if (pk.startsWith("REPO#") && sk.startsWith("TAG#")) {
                tags.computeIfAbsent(pk.substring(5), it -> new TreeMap<>()).put(sk.substring(4), text(item, "digest"));
            }
        });
    }

    Set<String> manifests(String repository) {
        return manifests.getOrDefault("default/" + repository, Set.of());
    }

    Map<String, String> tags(String repository) {
        return tags.getOrDefault("default/" + repository, Map.of());
    }

    /** Compares all items and objects with what the manifests need; only small images are supported. */
    void hasOnlyWhatIsNeeded(Set<String> objects) {
        Set<String> expected = new TreeSet<>();
        Set<String> expectedObjects = new TreeSet<>();
        items.forEach((key, item) -> {
            if (key.startsWith("REPO#") && key.contains(" MANIFEST#")) {
                need(key, item, expected, expectedObjects);
            }
        });
        Set<String> found = new TreeSet<>(items.keySet());
        found.removeIf(this::standsAlone);
        // The space's note of a blob is for mounts without a source. It names the object of the last link, and ends
        // with that object.
        found.removeIf(key -> key.startsWith("BLOB#") && key.endsWith(" #") && expectedObjects.contains(object(key)));
        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(objects).containsExactlyElementsOf(expectedObjects);
    }

    private void need(String key, Map<String, AttributeValue> item, Set<String> expected, Set<String> expectedObjects) {
        expected.add(key);
        String repository = key.substring(0, key.indexOf(' '));
        String digest = key.substring(key.indexOf("MANIFEST#") + 9);
        if (item.containsKey("s3Key")) {
            expectedObjects.add(text(item, "s3Key"));
            return;
        }
        var manifest = ManifestReader.read(
                Objects.requireNonNull(item.get("content")).b().asByteArray(), text(item, "mediaType"));
        manifest.subject()
                .ifPresent(subject -> expected.add(repository + " REFERRER#" + subject.digest() + "#" + digest));
        for (Digest use : manifest.uses()) {
            expected.add(repository + " EDGE#" + use + "#" + digest);
            String link = repository + " BLOB#" + use;
            if (manifest.blobs().stream().noneMatch(blob -> blob.digest().equals(use))) {
                continue;
            }
            expected.add(link);
            assertThat(items).as("what " + key + " needs").containsKey(link);
            String object = object(link);
            expectedObjects.add(object);
            String path = repository.substring("REPO#default/".length());
            expected.add("BLOB#default#" + use + " USAGE");
            expected.add("BLOB#default#" + use + " USER#" + object + "#" + path);
        }
    }

    /**
     * Removes items that no manifest requires, and those that the table itself removes: ended sessions, by their time
     * to live.
     */
    private boolean standsAlone(String key) {
        return key.startsWith("SPACE")
                || key.startsWith("EVENTS")
                || key.startsWith("KEYS")
                || key.startsWith("TOKENS")
                || key.startsWith("USAGE")
                || key.endsWith(" CHUNKS")
                || key.contains(" TAG#")
                || key.contains(" UPLOAD#")
                || (key.contains(" TAGGED#") && items.containsKey(manifestOfTagged(key)));
    }

    private String object(String key) {
        return text(items.getOrDefault(key, Map.of()), "s3Key");
    }

    private static String manifestOfTagged(String key) {
        String repository = key.substring(0, key.indexOf(' '));
        String rest = key.substring(key.indexOf("TAGGED#") + 7);
        return repository + " MANIFEST#" + rest.substring(0, rest.indexOf('#'));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
