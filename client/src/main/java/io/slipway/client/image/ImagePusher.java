package io.slipway.client.image;

import io.slipway.client.BlobPusher;
import io.slipway.client.Content;
import io.slipway.client.ManifestPusher;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pushes an image: its blobs, several at once, then its manifests. What the repository has already is not sent again. */
public final class ImagePusher {
    /** The number of concurrent blob uploads. */
    public static final int PARALLEL = 4;

    private final BlobPusher blobs;
    private final ManifestPusher manifests;

    public ImagePusher(Session session, Progress progress) {
        this.blobs = new BlobPusher(session, progress);
        this.manifests = new ManifestPusher(session);
    }

    /** Pushes the image under a tag or its digest. */
    public void push(RemoteRepository repository, Reference reference, LocalImage image) throws IOException {
        pushBlobs(repository, image.blobs());
        for (LocalManifest manifest : image.manifests()) {
            boolean last = manifest.digest().equals(image.digest());
            Reference name = last ? reference : new DigestReference(manifest.digest());
            manifests.push(repository, name, manifest.mediaType(), manifest.content());
        }
    }

    private void pushBlobs(RemoteRepository repository, List<Content> contents) throws IOException {
        try (ExecutorService executor = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> running = new ArrayList<>();
            for (Content content : contents) {
                running.add(executor.submit(() -> {
                    blobs.push(repository, content);
                    return content;
                }));
            }
            for (Future<?> push : running) {
                await(push, executor);
            }
        }
    }

    private static void await(Future<?> push, ExecutorService executor) throws IOException {
        try {
            push.get();
        } catch (ExecutionException e) {
            executor.shutdownNow();
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted");
        }
    }
}
