package io.slipway.builds.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Provenance;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import java.util.List;

/** The manifests of images. */
public final class ImageManifest {
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private ImageManifest() {}

    /** Returns the manifest of an image; layers in Docker's format get the media types of the image specification. */
    public static Document of(Descriptor config, List<Descriptor> layers) {
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", config.json());
        ArrayNode list = manifest.putArray("layers");
        for (Descriptor layer : layers) {
            String type = layer.mediaType().equals(DOCKER_LAYER) ? MediaTypes.OCI_LAYER : layer.mediaType();
            list.add(new Descriptor(type, layer.digest(), layer.size()).json());
        }
        return new Document(MediaTypes.OCI_MANIFEST, Provenance.bytes(manifest));
    }
}
