package io.slipway.e2e;

import static io.slipway.e2e.CountedRegistry.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.emulators.CallCounter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts the AWS calls of whole pushes with the requests of each family of clients: docs/maintain/aws-calls.md,
 * "Floors".
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushCallsTest {
    private static final int LAYERS = 20;

    private final CallCounter calls = new CallCounter();
    private CountedRegistry registry;
    private int images;

    @BeforeAll
    void start(@TempDir Path folder) {
        registry = new CountedRegistry(folder, calls);
        IntStream.range(0, LAYERS - 1).forEach(i -> registry.put(bytes("layer " + i)));
        manifest(List.of(registry.put(bytes("first config")), registry.put(bytes("layer 0"))));
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void calls_of_clients_that_put_whole_blobs_are_counted() {
        assertThat(push(registry::exists, registry::put))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void calls_of_clients_that_patch_are_counted() {
        assertThat(push(registry::exists, registry::patch))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void calls_of_docker_with_its_classic_store_include_checks_of_pushed_blobs() {
        assertThat(push(registry::exists, content -> {
                    Digest digest = registry.patch(content);
                    assertThat(registry.exists(digest)).isTrue();
                    return digest;
                }))
                .isEqualTo(Map.of(
                        "GetItem", 24, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void calls_of_clients_that_mount_without_a_check_are_counted() {
        assertThat(push(registry::mount, registry::patch))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 22, "BatchGetItem", 1));
    }

    private interface Look {
        boolean isThere(Digest digest);
    }

    private interface Push {
        Digest of(byte[] content);
    }

    /** Pushes an image whose config and last layer are new, and returns the number of each call. */
    private Map<String, Integer> push(Look look, Push push) {
        int image = images++;
        List<byte[]> contents = Stream.concat(
                        Stream.of(bytes("config " + image)),
                        Stream.concat(
                                IntStream.range(0, LAYERS - 1).mapToObj(i -> bytes("layer " + i)),
                                Stream.of(bytes("new layer " + image))))
                .toList();
        calls.take();
        List<Digest> digests = new ArrayList<>();
        for (byte[] content : contents) {
            Digest digest = CountedRegistry.digest(content);
            digests.add(look.isThere(digest) ? digest : push.of(content));
        }
        manifest(digests);
        Map<String, Integer> counts = new TreeMap<>();
        calls.take().forEach(call -> counts.merge(call, 1, Integer::sum));
        return counts;
    }

    /** Checks the tag first, like clients. */
    private void manifest(List<Digest> blobs) {
        registry.send("HEAD", "/v2/app/manifests/latest");
        String layers = blobs.stream()
                .skip(1)
                .map(blob -> "{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + CountedRegistry.TYPE
                + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + blobs.getFirst()
                + "\",\"size\":1},\"layers\":[" + layers + "]}";
        registry.manifest(bytes(manifest));
    }
}
