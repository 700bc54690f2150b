package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Provenance;
import io.slipway.client.BlobPusher;
import io.slipway.client.ManifestPusher;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.util.Map;

/** Attaches documents to an image, as artifacts that refer to it (image specification, "Guidelines for Artifact Usage"). */
public final class Attachment {
    private final BlobPusher blobs;
    private final ManifestPusher manifests;

    public Attachment(Session session) {
        this.blobs = new BlobPusher(session, Progress.NONE);
        this.manifests = new ManifestPusher(session);
    }

    /** Attaches a document; answers the digest of its manifest. */
    public Digest attach(
            RepositoryName repository,
            LocalManifest image,
            String mediaType,
            byte[] document,
            Map<String, String> annotations)
            throws IOException {
        MemoryContent config = new MemoryContent(EmptyConfig.content());
        MemoryContent layer = new MemoryContent(document);
        RemoteRepository to = RemoteRepository.of(repository);
        blobs.push(to, config);
        blobs.push(to, layer);
        ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("schemaVersion", 2);
        manifest.put("mediaType", MediaTypes.OCI_MANIFEST).put("artifactType", mediaType);
        manifest.set("config", EmptyConfig.descriptor().json());
        manifest.putArray("layers").add(new Descriptor(mediaType, layer.digest(), layer.size()).json());
        manifest.set("subject", new Descriptor(image.mediaType(), image.digest(), image.content().length).json());
        if (!annotations.isEmpty()) {
            ObjectNode notes = manifest.putObject("annotations");
            annotations.forEach(notes::put);
        }
        byte[] content = Provenance.bytes(manifest);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        manifests.push(to, new DigestReference(digest), MediaTypes.OCI_MANIFEST, content);
        return digest;
    }
}
