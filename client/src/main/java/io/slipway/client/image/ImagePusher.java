package io.slipway.client.image;

import io.slipway.client.BlobPusher;
import io.slipway.client.ManifestPusher;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import java.io.IOException;

/** Pushes an image: its blobs, several in parallel, then its manifests. Blobs that the repository already has are not sent. */
public final class ImagePusher {
    private final BlobPusher blobs;
    private final ManifestPusher manifests;

    public ImagePusher(Session session, Progress progress) {
        this.blobs = new BlobPusher(session, progress);
        this.manifests = new ManifestPusher(session);
    }

    /** Pushes the image under a tag or its digest. */
    public void push(RemoteRepository repository, Reference reference, LocalImage image) throws IOException {
        BlobTransfers.run(image.blobs(), blob -> blobs.push(repository, blob));
        for (LocalManifest manifest : image.manifests()) {
            boolean last = manifest.digest().equals(image.digest());
            Reference name = last ? reference : new DigestReference(manifest.digest());
            manifests.push(repository, name, manifest.mediaType(), manifest.content());
        }
    }
}
