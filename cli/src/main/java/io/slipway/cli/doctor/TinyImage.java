package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An image whose only file is {@code /true}, the tiny program.
 *
 * @param layer an uncompressed tar
 * @param config the image's configuration
 */
@SuppressWarnings("ArrayRecordComponent") // Images are never compared.
record TinyImage(byte[] layer, byte[] config) {
    private static final int BLOCK = 512;
    private static final int SUM_AT = 148;
    private static final String FILE = "true";

    static TinyImage of(byte[] program, String architecture) {
        byte[] layer = tar(program);
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("architecture", architecture)
                .put("os", "linux");
        config.putObject("config").putArray("Cmd").add("/" + FILE);
        config.putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(digest(layer).toString());
        return new TinyImage(layer, config.toString().getBytes(StandardCharsets.UTF_8));
    }

    byte[] manifest() {
        var manifest =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.putObject("config")
                .put("mediaType", "application/vnd.oci.image.config.v1+json")
                .put("digest", digest(config).toString())
                .put("size", config.length);
        manifest.putArray("layers")
                .addObject()
                .put("mediaType", "application/vnd.oci.image.layer.v1.tar")
                .put("digest", digest(layer).toString())
                .put("size", layer.length);
        return manifest.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    /** Returns a ustar archive of one executable file: its header, its blocks, and two empty blocks at the end. */
    private static byte[] tar(byte[] program) {
        int blocks = (program.length + BLOCK - 1) / BLOCK;
        ByteBuffer tar = ByteBuffer.allocate((1 + blocks + 2) * BLOCK);
        put(tar, 0, FILE);
        put(tar, 100, "0000755\0000000000\0000000000\0");
        put(tar, 124, String.format(Locale.ROOT, "%011o\000%011o\000", program.length, 0));
        put(tar, SUM_AT, "        0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += tar.get(i);
        }
        put(tar, SUM_AT, String.format(Locale.ROOT, "%06o\000 ", sum));
        tar.put(BLOCK, program);
        return tar.array();
    }

    private static void put(ByteBuffer tar, int at, String text) {
        tar.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }
}
