package io.slipway.e2e;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Generates manifests that are deep, huge, repetitive, of wrong types, truncated or not UTF-8. */
final class HostileManifests {
    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e400",
        "9223372036854775808",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"application/json\"",
        "\"" + DIGEST + "\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "{\"digest\":1}",
        "{\"mediaType\":[],\"digest\":\"sha256:x\",\"size\":-5}",
        "[{\"mediaType\":\"a/b\",\"digest\":\"" + DIGEST + "\",\"size\":1}]"
    };
    private static final String[] FIELDS = {
        "schemaVersion",
        "mediaType",
        "config",
        "layers",
        "manifests",
        "subject",
        "artifactType",
        "annotations",
        "blobs",
        "fsLayers",
        ""
    };
    private static final String VALID =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                    + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"" + DIGEST
                    + "\",\"size\":2},"
                    + "\"layers\":[],\"annotations\":{\"a\":\"b\"}}";

    private final Random random;
    private final Mutations mutations;

    HostileManifests(Random random, Mutations mutations) {
        this.random = random;
        this.mutations = mutations;
    }

    byte[] next() {
        return switch (random.nextInt(8)) {
            case 0 -> deep();
            case 1 -> many();
            case 2 -> mutations.of(VALID).getBytes(StandardCharsets.UTF_8);
            case 3 -> cut();
            case 4 -> noise();
            case 5 ->
                VALID.getBytes(mutations.pick(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        Charset.forName("UTF-32"),
                        Charset.forName("IBM037")));
            default -> fields().getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Returns random fields with random values, some of them twice. */
    private String fields() {
        StringBuilder text = new StringBuilder("{\"schemaVersion\":2");
        for (int count = random.nextInt(8); count > 0; count--) {
            text.append(",\"").append(mutations.pick(FIELDS)).append("\":").append(mutations.pick(VALUES));
        }
        return text.append('}').toString();
    }

    private byte[] deep() {
        int depth = 1 + random.nextInt(20_000);
        String open = mutations.pick("[", "{\"a\":", "{\"layers\":[");
        return ("{\"schemaVersion\":2,\"annotations\":" + open.repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] many() {
        String one = mutations.pick(VALUES);
        String list = (one + ",").repeat(random.nextInt(2_000)) + one;
        return ("{\"schemaVersion\":2,\"" + mutations.pick(FIELDS) + "\":[" + list + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] cut() {
        return VALID.substring(0, random.nextInt(VALID.length())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise() {
        byte[] bytes = VALID.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
