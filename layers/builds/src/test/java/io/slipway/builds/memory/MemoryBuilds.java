package io.slipway.builds.memory;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.Builds;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

final class MemoryBuilds implements Builds {
    private final MemoryBuildQueue queue;
    private final BiFunction<RepositoryName, Tag, Optional<Digest>> tags;
    private final Map<SpaceName, TreeMap<String, Build>> builds = new HashMap<>();
    private final Map<Key, BuildId> ofKey = new HashMap<>();
    private final Map<Image, BuildId> ofTag = new HashMap<>();

    private record Key(SpaceName space, String key) {}

    private record Image(RepositoryName repository, Tag tag) {}

    MemoryBuilds(MemoryBuildQueue queue, BiFunction<RepositoryName, Tag, Optional<Digest>> tags) {
        this.queue = queue;
        this.tags = tags;
    }

    @Override
    public synchronized Optional<Build> find(BuildId id) {
        return Optional.ofNullable(
                builds.getOrDefault(id.space(), new TreeMap<>()).get(id.id()));
    }

    @Override
    public synchronized Before before(String key, RepositoryName repository, Tag tag) {
        return new Before(
                Optional.ofNullable(ofKey.get(new Key(repository.space(), key))),
                Optional.ofNullable(ofTag.get(new Image(repository, tag))),
                tags.apply(repository, tag));
    }

    @Override
    public synchronized boolean add(Build build, Before before) {
        Image image = new Image(build.inputs().repository(), build.inputs().tag());
        if (!before.equals(before(build.key(), image.repository(), image.tag()))) {
            return false;
        }
        put(new Build(
                build.key(),
                build.inputs().with(List.of()),
                build.redeployment(),
                build.requestedBy(),
                build.credential(),
                build.created(),
                build.status(),
                build.reason(),
                build.configImage()));
        ofKey.put(new Key(build.id().space(), build.key()), build.id());
        ofTag.put(image, build.id());
        queue.add(build.id(), build.inputs().instant());
        return true;
    }

    private void put(Build build) {
        builds.computeIfAbsent(build.id().space(), it -> new TreeMap<>())
                .put(build.id().id(), build);
    }

    @Override
    public synchronized List<Build> list(SpaceName space, Optional<String> before, int limit) {
        TreeMap<String, Build> all = builds.getOrDefault(space, new TreeMap<>());
        return before.map(id -> all.headMap(id, false)).orElse(all).descendingMap().values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Build> ofDeployment(SpaceName space, String deployment) {
        List<Build> found = new ArrayList<>();
        ofTag.forEach((image, id) -> find(id).filter(
                        build -> image.repository().space().equals(space)
                                && build.inputs().deployment().id().equals(deployment))
                .ifPresent(found::add));
        found.sort(Comparator.comparing(build -> build.id().id()));
        return found;
    }

    @Override
    public synchronized boolean started(BuildId id, String job, Instant when) {
        return change(
                id,
                status -> !status.state().ended() && (status.job() == null || job.equals(status.job())),
                status -> new BuildStatus(
                        BuildState.RUNNING,
                        status.started() == null ? when : status.started(),
                        null,
                        job,
                        null,
                        status.configImage(),
                        null));
    }

    @Override
    public synchronized boolean lease(BuildId id, String expected, String next) {
        return change(
                id,
                status -> status.state() == BuildState.RUNNING && expected.equals(status.job()),
                status -> new BuildStatus(
                        status.state(), status.started(), null, next, null, status.configImage(), null));
    }

    @Override
    public synchronized boolean waitAgain(BuildId id, String job) {
        boolean waits = change(
                id,
                status -> !status.state().ended() && (status.job() == null || job.equals(status.job())),
                status -> BuildStatus.NEW);
        if (waits) {
            queue.add(id, false);
        }
        return waits;
    }

    @Override
    public synchronized boolean end(Build build, BuildStatus ended) {
        Optional<Digest> named =
                tags.apply(build.inputs().repository(), build.inputs().tag());
        boolean isNamed = ended.image() == null || named.equals(Optional.of(ended.image()));
        return change(build.id(), status -> !status.state().ended() && isNamed, status -> ended);
    }

    @Override
    public synchronized boolean endUnlessStarted(Build build, BuildStatus ended) {
        return change(
                build.id(), status -> status.state() == BuildState.QUEUED && status.job() == null, status -> ended);
    }

    private boolean change(BuildId id, Predicate<BuildStatus> condition, UnaryOperator<BuildStatus> change) {
        Function<Build, Build> changed = build -> build.with(change.apply(build.status()));
        Optional<Build> next =
                find(id).filter(build -> condition.test(build.status())).map(changed);
        next.ifPresent(this::put);
        return next.isPresent();
    }
}
