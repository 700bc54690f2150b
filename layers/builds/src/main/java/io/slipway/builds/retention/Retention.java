package io.slipway.builds.retention;

import io.slipway.builds.record.Builds;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.packages.feed.PackageId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies the rules of a space to its repositories. */
public final class Retention {
    private static final int PAGE = 1_000;

    /**
     * The ports for reading.
     *
     * @param repositories the repositories
     * @param contents their tags and manifests
     * @param builds the builds, which determine the deployed images
     * @param deployments the state of deployments
     * @param bin the deleted tags and manifests that can be restored
     */
    public record Ports(
            Repositories repositories, Contents contents, Builds builds, Deployments deployments, Bin bin) {}

    private final Ports ports;
    private final Clock clock;

    public Retention(Ports ports, Clock clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * Reads the data about all repositories of a space: deployments and the bin.
     *
     * @param since the creation time of the space
     */
    public View view(SpaceName space, Instant since, RetentionPolicy policy) {
        Map<RepositoryName, Set<Digest>> binned = new HashMap<>();
        String after = "";
        List<BinEntry> page;
        do {
            page = ports.bin().list(space, after, PAGE);
            page.stream()
                    .filter(entry -> entry.until().isAfter(clock.instant()))
                    .forEach(entry -> entry.digest()
                            .ifPresent(
                                    digest -> binned.computeIfAbsent(entry.repository(), repository -> new HashSet<>())
                                            .add(digest)));
            after = page.isEmpty() ? "" : page.getLast().id();
        } while (page.size() == PAGE);
        return new View(policy, DeployedImages.read(ports.builds(), ports.deployments(), space, since), binned);
    }

    /** Lists repositories of a space after this path, ordered by path, including those that are being deleted. */
    public List<Repository> repositories(SpaceName space, String after, int limit) {
        return ports.repositories().list(space, after.isEmpty() ? "" : after + "\0", limit);
    }

    /** A snapshot of a space. */
    public final class View {
        private final RetentionPolicy policy;
        private final DeployedImages images;
        private final Map<RepositoryName, Set<Digest>> binned;

        private View(RetentionPolicy policy, DeployedImages images, Map<RepositoryName, Set<Digest>> binned) {
            this.policy = policy;
            this.images = images;
            this.binned = binned;
        }

        /** Returns whether a rule covers a repository. */
        public boolean concerns(RepositoryName repository) {
            return policy.rules().stream().anyMatch(rule -> rule.covers(repository));
        }

        /** Applies the rules to a repository. */
        public Outcome evaluate(RepositoryName repository) {
            RepositoryContents contents = ports.contents().read(repository);
            Outcome outcome = evaluate(contents, safe(contents));
            if (PackageId.of(repository).isEmpty() || outcome.going() == 0) {
                return outcome;
            }
            Safe safe = safe(contents);
            keepUsed(repository, going(outcome), safe);
            return evaluate(contents, safe);
        }

        private Outcome evaluate(RepositoryContents contents, Safe safe) {
            return Evaluation.of(contents, policy.rules(), safe, images.groups(contents.name()), clock.instant());
        }

        private Safe safe(RepositoryContents contents) {
            Safe safe = new Safe();
            images.protect(contents.name(), safe, clock.instant());
            contents.tags().stream()
                    .map(tag -> new Tag(tag.name()))
                    .filter(tag -> policy.tags().isProtected(contents.name(), tag))
                    .forEach(tag -> safe.keep(tag, "protected"));
            binned.getOrDefault(contents.name(), Set.of())
                    .forEach(digest -> safe.keep(digest, "one of its tags is in the bin"));
            return safe;
        }

        /** Keeps the versions of a package from which existing images were built. */
        private void keepUsed(RepositoryName repository, Set<Tag> versions, Safe safe) {
            List<DeployedImage> users = images.madeOf(repository, versions);
            Map<TagName, Digest> there = ports.contents()
                    .resolve(users.stream().map(DeployedImage::name).toList());
            users.stream()
                    .filter(image -> image.digest().equals(there.get(image.name())))
                    .forEach(image -> image.packages().stream()
                            .filter(it -> it.repository().equals(repository))
                            .forEach(it -> safe.keep(
                                    it.tag(),
                                    "the image " + image.repository().familiar() + ":" + image.tag()
                                            + " was built from it")));
        }
    }

    private static Set<Tag> going(Outcome outcome) {
        return outcome.verdicts().stream()
                .filter(verdict -> !verdict.stays())
                .flatMap(verdict -> verdict.tag().stream())
                .collect(Collectors.toSet());
    }
}
