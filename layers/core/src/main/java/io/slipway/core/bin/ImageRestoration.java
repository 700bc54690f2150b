package io.slipway.core.bin;

import io.slipway.core.bin.BinContents.Held;
import io.slipway.core.bin.Restoration.Closed;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Left;
import io.slipway.core.bin.Restoration.Partly;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.bin.RestorationPlan.Step;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Restores one image with all that belongs to it, one manifest after the other: a manifest after its children and its referrers, the image last. It can end
 * after each of them, because the image's entry stays in the bin until the end. A stack holds the path to the current manifest, so a chain of referrers can
 * be of any length.
 *
 * <p>When the time is over and nothing was restored, the referrers are given up: a repeated request would not get further either.
 */
final class ImageRestoration {
    /** The number of referrers that one read finds. */
    private static final int SOME = 100;

    private final Bin bin;
    private final BinContents contents;
    private final RepositoryName repository;
    private final boolean withReferrers;
    private final Share share;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<Digest> begun = new HashSet<>();
    private final Set<Digest> planned = new HashSet<>();
    private final Set<Digest> restored = new HashSet<>();
    private final List<Left> left = new ArrayList<>();

    ImageRestoration(Bin bin, BinContents contents, RepositoryName repository, boolean withReferrers, Share share) {
        this.bin = bin;
        this.contents = contents;
        this.repository = repository;
        this.withReferrers = withReferrers;
        this.share = share;
    }

    private sealed interface Level {}

    /** An image with its children: the manifests that are not restored yet. */
    private static final class Steps implements Level {
        private final Deque<Step> steps;
        private final boolean complete;

        /** True after the referrers of the first step were searched. */
        private boolean opened;

        Steps(RestorationPlan plan) {
            steps = new ArrayDeque<>(plan.steps());
            complete = plan.complete();
        }
    }

    /** The referrers of a manifest: those that are not read yet, and those that are read and not restored yet. */
    private record Referrers(BinEntry subject, Deque<Digest> unread, Deque<Held> read) implements Level {}

    /** Restores an image; empty if another client has changed something, and it must be repeated from the start. */
    Optional<Restoration> restore(BinEntry image, Held held) {
        begun.add(image.manifest());
        RestorationPlan plan = RestorationPlan.of(bin, contents, image, held, begun, share);
        if (!plan.losses().isEmpty()) {
            return Optional.of(new Incomplete(plan.losses()));
        }
        push(plan);
        List<Tag> names = List.of();
        while (!levels.isEmpty()) {
            boolean over = share.isOver();
            if (over && share.isUsed()) {
                return Optional.of(new Partly(left));
            }
            if (over) {
                leaveReferrers();
            }
            Level level = levels.getFirst();
            if (level instanceof Referrers referrers) {
                next(referrers);
                continue;
            }
            Steps steps = (Steps) level;
            Step step = steps.steps.getFirst();
            boolean done = restored.contains(step.manifest());
            if (!done && !over && withReferrers && open(steps, step.entry())) {
                continue;
            }
            if (!done) {
                names = contents.free(step.entry());
                if (!contents.restoreImage(step.entry(), step.image(), names)) {
                    return contents.isOpen(repository) ? Optional.empty() : Optional.of(new Closed());
                }
                restored.add(step.manifest());
                share.use();
            }
            steps.steps.pop();
            steps.opened = false;
            if (steps.steps.isEmpty()) {
                levels.pop();
                if (!steps.complete) {
                    return Optional.of(new Partly(left));
                }
            }
        }
        return Optional.of(new Restored(names, left));
    }

    private void push(RestorationPlan plan) {
        plan.steps().forEach(step -> planned.add(step.manifest()));
        levels.push(new Steps(plan));
    }

    /** Puts the referrers of a manifest before it; false if it has none, or they were put there already. */
    private boolean open(Steps steps, BinEntry subject) {
        if (steps.opened) {
            return false;
        }
        steps.opened = true;
        Deque<Digest> unread = new ArrayDeque<>(contents.referrers(repository, subject.manifest()));
        unread.removeIf(this::isKnown);
        if (unread.isEmpty()) {
            return false;
        }
        levels.push(new Referrers(subject, unread, new ArrayDeque<>()));
        return true;
    }

    /** Returns whether a manifest has a step of its own, such as an attestation in an index. */
    private boolean isKnown(Digest digest) {
        return begun.contains(digest) || planned.contains(digest);
    }

    /** Reads some referrers, or puts one of those that are read before the manifest to which it belongs. */
    private void next(Referrers referrers) {
        if (referrers.read().isEmpty()) {
            List<Digest> some = new ArrayList<>();
            while (!referrers.unread().isEmpty() && some.size() < SOME) {
                some.add(referrers.unread().pop());
            }
            if (some.isEmpty()) {
                levels.pop();
            } else {
                referrers.read().addAll(contents.findAll(repository, some));
            }
            return;
        }
        Held held = referrers.read().pop();
        if (isKnown(held.digest())) {
            return;
        }
        held.entry()
                .flatMap(id -> bin.find(repository.space(), id))
                .filter(entry -> entry.belongsTo(referrers.subject()))
                .ifPresent(entry -> begin(entry, held));
    }

    /** Puts a referrer before the manifest to which it belongs; one that has lost a blob stays in the bin. */
    private void begin(BinEntry referrer, Held held) {
        begun.add(referrer.manifest());
        RestorationPlan plan = RestorationPlan.of(bin, contents, referrer, held, begun, share);
        if (plan.losses().isEmpty()) {
            push(plan);
        } else {
            left.add(new Left(referrer.manifest(), plan.losses()));
        }
    }

    /** Leaves all referrers in the bin that are not restored yet, as far as they are known. */
    private void leaveReferrers() {
        while (levels.size() > 1) {
            switch (levels.pop()) {
                case Steps steps -> leave(List.of(steps.steps.getLast().manifest()));
                case Referrers referrers -> {
                    leave(referrers.read().stream().map(Held::digest).toList());
                    leave(referrers.unread());
                }
            }
        }
    }

    private void leave(Collection<Digest> manifests) {
        manifests.forEach(digest -> left.add(new Left(digest, List.of())));
    }
}
