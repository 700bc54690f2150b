package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the blobs that a repository may serve: linked ones, and those that have landed by the direct lane and that neither the event nor the next
 * push has linked yet.
 */
public final class Blobs {
    private final BlobLinks links;
    private final BlobObjects objects;
    private final Clock clock;

    public Blobs(BlobLinks links, BlobObjects objects, Clock clock) {
        this.links = links;
        this.objects = objects;
        this.clock = clock;
    }

    /**
     * Finds the blob's bytes. One read if a link exists; otherwise one more call to the bucket, two in the first hours of a day, and one more read if
     * the bucket has them.
     */
    public Optional<StoredBlob> find(RepositoryName repository, Digest digest) {
        BlobLink link = links.find(repository, digest);
        return link.blob()
                .or(() -> landed(repository, digest, link)
                        .filter(landed -> links.isCurrent(repository, digest, landed))
                        .findFirst()
                        .map(Landed::blob));
    }

    /** Finds the landed bytes of this digest that may be served, given its record, unless the repository was deleted since; the newest first. */
    public Stream<Landed> landed(RepositoryName repository, Digest digest, BlobLink link) {
        Instant now = clock.instant();
        long newest = LandingDay.of(now).number();
        long oldest = LandingDay.firstSearched(now).number();
        return LongStream.iterate(newest, day -> day >= oldest, day -> day - 1)
                .mapToObj(LandingDay::new)
                .flatMap(day -> objects.landed(repository, digest, day).stream())
                .filter(link::lets);
    }

    /**
     * Links the landed bytes of this digest, and returns their place.
     *
     * @param seen the record, read before the bucket is searched
     * @param cleared the time of the repository's last deletion, in milliseconds since 1970, 0 for never; the write of the link checks it again
     */
    public Optional<StoredBlob> linkLanded(RepositoryName repository, Digest digest, BlobLink seen, long cleared) {
        return landed(repository, digest, seen)
                .filter(blob -> blob.begunAfter(cleared))
                .findFirst()
                .flatMap(blob -> links.linkLanded(repository, digest, blob, seen)
                        ? Optional.of(blob.blob())
                        : links.find(repository, digest).blob());
    }

    /**
     * Handles an object of the direct lane that an event reports: links it if it is new, and has it reviewed if it is unused.
     *
     * @param day the day of its key
     */
    public void arrived(RepositoryName repository, Digest digest, LandingDay day) {
        if (!day.isLinkable(clock.instant())) {
            return;
        }
        BlobLink seen = links.find(repository, digest);
        objects.landed(repository, digest, day)
                .filter(landed -> !seen.lets(landed) || !links.linkLanded(repository, digest, landed, seen))
                .ifPresent(landed -> links.review(repository, digest, landed.blob()));
    }
}
