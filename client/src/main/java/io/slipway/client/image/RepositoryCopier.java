package io.slipway.client.image;

import io.slipway.client.ManifestChecker;
import io.slipway.client.NameLister;
import io.slipway.client.Progress;
import io.slipway.client.RemoteImage;
import io.slipway.client.RemoteRepository;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies repositories with all their tags. Tags with the same digest in the target are skipped, so that a repeated
 * copy resumes an interrupted one. A layer of several repositories is sent only once.
 */
public final class RepositoryCopier {
    private final Session source;
    private final Session target;
    private final Progress progress;
    private final Path work;
    private final Map<Digest, RemoteRepository> places = new ConcurrentHashMap<>();

    /**
     * Creates a copier from one registry into another.
     *
     * @param work a folder for blobs in transfer
     */
    public RepositoryCopier(Session source, Session target, Progress progress, Path work) {
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.work = work;
    }

    /** Receives the result of each image. */
    public interface Results {
        /** The image was copied. */
        void copied(Tag tag, Digest digest);

        /** The tag already has the same digest in the target. */
        void present(Tag tag, Digest digest);

        /** The image could not be copied; the copy continues with the others. */
        void failed(Tag tag, String reason);
    }

    /**
     * Copies a repository.
     *
     * @param referrers whether signatures and other artifacts that refer to its images are copied too
     */
    public void copy(RemoteRepository from, RemoteRepository to, boolean referrers, Results results)
            throws IOException {
        ImageCopier copier = copier(from, to);
        for (Tag tag : new NameLister(source).tags(from)) {
            try {
                Optional<Digest> there = new ManifestChecker(target).digest(to, tag);
                boolean present = there.isPresent() && there.equals(new ManifestChecker(source).digest(from, tag));
                if (present && !referrers) {
                    results.present(tag, there.get());
                } else {
                    RemoteImage image = new RemoteImage(source.registry().host(), from, tag);
                    Digest digest = copier.copy(image, tag, List.of(), referrers);
                    if (present) {
                        results.present(tag, digest);
                    } else {
                        results.copied(tag, digest);
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                results.failed(tag, String.valueOf(e.getMessage()));
                // It may have recorded blobs as copied that were not.
                copier = copier(from, to);
            }
        }
    }

    private ImageCopier copier(RemoteRepository from, RemoteRepository to) {
        return new ImageCopier(source, from, target, to, progress, work, places);
    }
}
