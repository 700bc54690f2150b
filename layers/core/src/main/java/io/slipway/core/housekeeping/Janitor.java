package io.slipway.core.housekeeping;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.log.LogLine;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.parallel.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Processes the due entries of the queue of reviews: checks each again, and removes what is unused, links first, then their objects. Any number of
 * janitors may run at once; one that is interrupted leaves its entry to the next.
 */
public final class Janitor {
    /** The time for which an object is kept after its last link, unless the grace time is shorter: presigned URLs of it still work. */
    public static final Duration OBJECT_DELAY = Duration.ofMinutes(30);

    private static final Duration RETRY = Duration.ofHours(1);
    private static final int PAGE = 100;
    private static final int AT_ONCE = 16;

    private final Reviews reviews;
    private final Garbage garbage;
    private final Duration grace;
    private final Clock clock;
    private final Consumer<String> log;
    private final FirstChunkWalk firstChunks;

    /**
     * Creates a janitor.
     *
     * @param grace the time for which unused blobs stay
     * @param log takes a line about each review that fails
     */
    public Janitor(Reviews reviews, Garbage garbage, Duration grace, Clock clock, Consumer<String> log) {
        this.reviews = reviews;
        this.garbage = garbage;
        this.grace = grace;
        this.clock = clock;
        this.log = log;
        this.firstChunks = new FirstChunkWalk(garbage, clock);
    }

    /** Returns a janitor that removes nothing, and logs what it would remove. */
    public Janitor dry() {
        DryRun dry = new DryRun(reviews, garbage);
        return new Janitor(dry, dry, grace, clock, log);
    }

    /**
     * Processes the due entries.
     *
     * @param end the time at which to stop even if more is due
     */
    public Collected run(Instant end) {
        Collected all = Collected.NOTHING;
        for (int part : order()) {
            all = all.plus(run(part, reviews::free, clock.instant().minus(grace), end));
            all = all.plus(run(part, reviews::timed, clock.instant(), end));
        }
        return all.plus(firstChunks.run(end, this::reviewFirstChunks));
    }

    /** Shuffles the parts, so that concurrent janitors begin at different ones. */
    private static List<Integer> order() {
        List<Integer> parts = new ArrayList<>();
        for (int part = 0; part < Reviews.PARTS; part++) {
            parts.add(part);
        }
        Collections.shuffle(parts);
        return parts;
    }

    private interface Queue {
        List<Reviews.Entry> read(int part, Optional<Reviews.Entry> after, Instant before, int limit);
    }

    private Collected run(int part, Queue queue, Instant before, Instant end) {
        Collected all = Collected.NOTHING;
        Optional<Reviews.Entry> last = Optional.empty();
        while (clock.instant().isBefore(end)) {
            List<Reviews.Entry> entries = queue.read(part, last, before, PAGE);
            all = all.plus(review(entries));
            if (entries.size() < PAGE) {
                return all;
            }
            last = Optional.of(entries.getLast());
        }
        return all.plus(new Collected(0, 0, 0, 0, 0, 0, false));
    }

    private Collected reviewFirstChunks(List<String> keys) {
        return atOnce(keys.stream()
                .<Supplier<Collected>>map(key -> () -> reviewFirstChunk(key))
                .toList());
    }

    private Collected reviewFirstChunk(String key) {
        Optional<Review.StoredObject> chunk = garbage.firstChunk(key);
        if (chunk.isEmpty()) {
            garbage.removeMark(key);
        }
        return chunk.map(this::review).orElse(Collected.NOTHING);
    }

    private Collected review(List<Reviews.Entry> entries) {
        return atOnce(entries.stream()
                .<Supplier<Collected>>map(it -> () -> tryReview(it))
                .toList());
    }

    /** Runs several reviews at once: they mostly wait for the table and the bucket. */
    private static Collected atOnce(List<Supplier<Collected>> all) {
        return Parallel.all(AT_ONCE, all).stream().reduce(Collected.NOTHING, Collected::plus);
    }

    /** Logs an entry that fails, and continues: it must not block the entries after it. */
    private Collected tryReview(Reviews.Entry entry) {
        try {
            return review(entry);
        } catch (RuntimeException e) {
            log.accept(LogLine.error()
                    .with(e)
                    .with("review", entry.review().toString())
                    .toString());
            reviews.postpone(entry, clock.instant().plus(RETRY));
            return new Collected(1, 0, 0, 0, 0, 1, true);
        }
    }

    private Collected review(Reviews.Entry entry) {
        Collected collected = new Collected(1, 0, 0, 0, 0, 0, true);
        Optional<Instant> later = Optional.empty();
        switch (entry.review()) {
            case Review.Links links -> {
                Outcome outcome = review(links);
                collected = collected.plus(outcome.collected());
                later = outcome.later();
            }
            case Review.StoredObject object -> {
                later = Optional.of(DirectKey.closed(object.key())).filter(clock.instant()::isBefore);
                if (later.isEmpty()) {
                    collected = collected.plus(review(object));
                }
            }
            case Review.Session session ->
                later = garbage.end(session.repository(), session.session(), clock.instant());
            case Review.Cleared cleared -> garbage.forgetClearing(cleared.repository(), cleared.cleared());
        }
        later.ifPresentOrElse(moment -> reviews.postpone(entry, moment), () -> reviews.done(entry));
        return collected;
    }

    private Collected review(Review.StoredObject object) {
        Garbage.Users users = garbage.users(object);
        if (users.linked()) {
            return Collected.NOTHING;
        }
        garbage.remove(object, users.layers());
        return Collected.ofObject(object.size());
    }

    private record Outcome(Collected collected, Optional<Instant> later) {}

    private Outcome review(Review.Links links) {
        RepositoryName repository = links.repository();
        Collected collected = Collected.NOTHING;
        Optional<Instant> later = Optional.empty();
        for (Digest digest : links.digests()) {
            Outcome outcome = review(repository, digest, links.ended());
            collected = collected.plus(outcome.collected());
            later = later(later, outcome.later());
        }
        return new Outcome(collected, later);
    }

    private Outcome review(RepositoryName repository, Digest digest, Optional<Digest> ended) {
        // Read the link before its users: a push between the two reads changes the link.
        BlobLink link = garbage.link(repository, digest);
        boolean used = isUsed(repository, digest, ended);
        if (link.blob().isEmpty()) {
            return new Outcome(Collected.NOTHING, forget(repository, digest, link));
        }
        // A link that was written again has an entry of its own.
        boolean young = link.linked().isAfter(clock.instant().minus(grace));
        if (young || used) {
            return new Outcome(Collected.NOTHING, Optional.empty());
        }
        StoredBlob blob = link.blob().get();
        Instant now = clock.instant();
        Instant closed = DirectKey.closed(blob.key());
        Instant delayed = now.plus(grace.compareTo(OBJECT_DELAY) < 0 ? grace : OBJECT_DELAY);
        boolean removed = garbage.unlink(repository, digest, link, closed.isAfter(delayed) ? closed : delayed);
        return new Outcome(
                removed ? Collected.ofLink(blob.size()) : Collected.NOTHING,
                removed ? Optional.empty() : Optional.of(now));
    }

    private boolean isUsed(RepositoryName repository, Digest digest, Optional<Digest> ended) {
        boolean used = garbage.isUsed(repository, digest);
        if (!used || ended.isEmpty()) {
            return used;
        }
        garbage.endUse(repository, digest, ended.get());
        return garbage.isUsed(repository, digest);
    }

    /** Keeps the marks of deletions until the objects that they hide are gone. */
    private Optional<Instant> forget(RepositoryName repository, Digest digest, BlobLink link) {
        Optional<Instant> closed = link.deletedUploads().stream()
                .map(upload -> LandingDay.of(upload).closed())
                .max(Instant::compareTo);
        if (closed.filter(clock.instant()::isBefore).isPresent()) {
            return closed;
        }
        if (closed.isPresent()) {
            garbage.forgetDeletions(repository, digest, link);
        }
        return Optional.empty();
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
    }
}
