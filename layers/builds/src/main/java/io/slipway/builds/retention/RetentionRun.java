package io.slipway.builds.retention;

import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Repository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes the tags and manifests that the rules of a space do not keep. Each run deletes a limited number, and
 * continues where the last one stopped. Manifests and tags that were pushed after they were read are kept.
 */
public final class RetentionRun {
    /** The maximum number of manifests and tags that one run deletes. */
    public static final int MAX_DELETIONS = 10_000;

    /** The actor of these deletions in the audit trail. */
    public static final String AUTHOR = "retention";

    private static final int PAGE = 100;

    private final Retention retention;
    private final Policies policies;
    private final Bin bin;
    private final Clock clock;

    public RetentionRun(Retention retention, Policies policies, Bin bin, Clock clock) {
        this.retention = retention;
        this.policies = policies;
        this.bin = bin;
        this.clock = clock;
    }

    /**
     * The result of a run.
     *
     * @param repositories the number of repositories read
     * @param manifests the number of manifests deleted
     * @param tags the number of tags deleted without their manifests
     * @param changed the number of manifests and tags kept because they have changed since they were read
     * @param bytes the bytes that will be freed once the bin is empty, without repositories that were processed only
     *     partly
     * @param more whether there is more to do
     */
    public record Result(int repositories, int manifests, int tags, int changed, long bytes, boolean more) {
        static final Result NOTHING = new Result(0, 0, 0, 0, 0, false);

        /** Returns the sum of two results. */
        public Result plus(Result other) {
            return new Result(
                    repositories + other.repositories,
                    manifests + other.manifests,
                    tags + other.tags,
                    changed + other.changed,
                    bytes + other.bytes,
                    more || other.more);
        }

        int deleted() {
            return manifests + tags;
        }
    }

    /**
     * Runs the rules of a space.
     *
     * @param since the creation time of the space
     * @param end the time to stop even if there is more to do
     * @param limit the maximum number of deletions
     */
    public Result run(SpaceName space, Instant since, RetentionPolicy policy, Instant end, int limit) {
        Retention.View view = retention.view(space, since, policy);
        Result result = Result.NOTHING;
        String position = policies.position(space);
        boolean fromStart = position.isEmpty();
        while (true) {
            List<Repository> page = retention.repositories(space, position, PAGE);
            for (Repository repository : page) {
                if (!clock.instant().isBefore(end) || result.deleted() >= limit) {
                    policies.position(space, position);
                    return result.plus(new Result(0, 0, 0, 0, 0, true));
                }
                Result of = repository.deleting()
                        ? Result.NOTHING
                        : of(view, policy, repository.name(), end, limit - result.deleted());
                result = result.plus(of);
                if (of.more()) {
                    policies.position(space, position);
                    return result;
                }
                position = repository.name().path();
            }
            if (page.isEmpty()) {
                if (!fromStart) {
                    policies.position(space, "");
                }
                return result.plus(new Result(0, 0, 0, 0, 0, !fromStart));
            }
        }
    }

    private Result of(Retention.View view, RetentionPolicy policy, RepositoryName repository, Instant end, int limit) {
        if (!view.concerns(repository)) {
            return Result.NOTHING;
        }
        Outcome outcome = view.evaluate(repository);
        Instant until = clock.instant().plus(Duration.ofDays(policy.binDays()));
        Deleting deleting = new Deleting(repository, until);
        return Actor.as(AUTHOR, () -> {
            for (Map.Entry<Tag, Digest> tag : outcome.tags().entrySet()) {
                if (deleting.count() >= limit || !clock.instant().isBefore(end)) {
                    return deleting.result(true, 0);
                }
                deleting.tag(tag.getKey(), tag.getValue());
            }
            for (HeldManifest manifest : outcome.manifests()) {
                if (deleting.count() >= limit || !clock.instant().isBefore(end)) {
                    return deleting.result(true, 0);
                }
                deleting.manifest(manifest, outcome.tagsOf(manifest.digest()));
            }
            return deleting.result(false, outcome.bytes());
        });
    }

    /** Deletes from one repository. */
    private final class Deleting {
        private final RepositoryName repository;
        private final Instant until;
        private int manifests;
        private int tags;
        private int changed;

        Deleting(RepositoryName repository, Instant until) {
            this.repository = repository;
            this.until = until;
        }

        int count() {
            return manifests + tags + changed;
        }

        void tag(Tag tag, Digest digest) {
            if (ended(bin.discard(repository, tag, digest, until))) {
                tags++;
            }
        }

        void manifest(HeldManifest manifest, List<Tag> named) {
            Bin.Indexes indexes = bin.indexes(repository, manifest.digest());
            if (indexes.live().isPresent()) {
                changed++;
                return;
            }
            List<Tag> together = named.subList(0, Math.min(named.size(), Bin.MAX_TAGS));
            named.subList(together.size(), named.size()).forEach(tag -> tag(tag, manifest.digest()));
            Bin.Discarded seen =
                    new Bin.Discarded(manifest.digest(), manifest.revision(), manifest.subject(), together);
            if (ended(bin.discard(repository, seen, indexes.extend(until)))) {
                manifests++;
            }
        }

        private boolean ended(Optional<BinEntry> entry) {
            changed += entry.isEmpty() ? 1 : 0;
            entry.filter(BinEntry::leavesAtOnce).ifPresent(bin::empty);
            return entry.isPresent();
        }

        Result result(boolean more, long bytes) {
            return new Result(1, manifests, tags, changed, bytes, more);
        }
    }
}
