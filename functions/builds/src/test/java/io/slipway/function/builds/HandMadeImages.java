package io.slipway.function.builds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Creates images without a tool: layers, configurations and manifests, written byte by byte. */
final class HandMadeImages {
    private static final int BLOCK = 512;

    private final BuildLab lab;

    HandMadeImages(BuildLab lab) {
        this.lab = lab;
    }

    /** The descriptor of a manifest in an index, with its platform. */
    record Child(Digest digest, int size, String platform) {}

    /** Pushes the image of a platform, such as {@code "os":"linux","architecture":"amd64"}, with one layer of these files. */
    Child push(RepositoryName repository, String tag, String platform, Map<String, String> files) {
        byte[] layer = tar(files);
        String diff = digest(layer).toString();
        byte[] config = ("{" + platform + ",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diff
                        + "\"]}}")
                .getBytes(UTF_8);
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                        + blob(repository, config, MediaTypes.OCI_CONFIG) + ",\"layers\":["
                        + blob(repository, layer, "application/vnd.oci.image.layer.v1.tar") + "]}")
                .getBytes(UTF_8);
        return new Child(lab.push(repository, tag, manifest, MediaTypes.OCI_MANIFEST), manifest.length, platform);
    }

    /** Pushes an index of these images. */
    Digest index(RepositoryName repository, String tag, Child... children) {
        List<String> descriptors = new ArrayList<>();
        for (Child child : children) {
            descriptors.add("{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\"" + child.digest()
                    + "\",\"size\":" + child.size() + ",\"platform\":{" + child.platform() + "}}");
        }
        byte[] index = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                        + String.join(",", descriptors) + "]}")
                .getBytes(UTF_8);
        return lab.push(repository, tag, index, MediaTypes.OCI_INDEX);
    }

    /** Reads a manifest of the registry. */
    JsonNode manifest(RepositoryName repository, String digest) {
        return BuildLab.json(new String(
                lab.backend
                        .manifests()
                        .find(repository, Digest.parse(digest))
                        .orElseThrow()
                        .content(),
                UTF_8));
    }

    /** Reads the blob of a descriptor. */
    byte[] blob(RepositoryName repository, JsonNode descriptor) {
        StoredBlob blob = lab.backend
                .blobLinks()
                .find(repository, Digest.parse(descriptor.path("digest").asText()))
                .blob()
                .orElseThrow();
        return lab.backend.blobBytes().read(blob, 0, (int) blob.size());
    }

    private String blob(RepositoryName repository, byte[] content, String type) {
        Digest digest = digest(content);
        String key = "blobs/" + repository.space() + "/" + digest.hex();
        lab.account.land(key, content, Base64.getEncoder().encodeToString(digest.hash()), digest.hex());
        lab.backend.blobLinks().link(repository, digest, new StoredBlob(key, content.length));
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + content.length + "}";
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    /** Returns a tar of these files; names that end with a slash are folders. */
    private static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        files.forEach((name, text) -> {
            byte[] content = text.getBytes(UTF_8);
            byte[] header = new byte[BLOCK];
            put(header, 0, name);
            put(header, 100, "0000755");
            put(header, 108, "0000000");
            put(header, 116, "0000000");
            put(header, 124, String.format("%011o", content.length));
            put(header, 136, "00000000000");
            Arrays.fill(header, 148, 156, (byte) ' ');
            header[156] = (byte) (name.endsWith("/") ? '5' : '0');
            put(header, 257, "ustar");
            put(header, 263, "00");
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            put(header, 148, String.format("%06o", sum) + "\0 ");
            tar.writeBytes(header);
            tar.writeBytes(content);
            tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        });
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
