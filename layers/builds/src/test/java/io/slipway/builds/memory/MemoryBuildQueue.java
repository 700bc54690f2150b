package io.slipway.builds.memory;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.queue.BuildQueue;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

final class MemoryBuildQueue implements BuildQueue {
    private static final Comparator<BuildId> OLDEST_FIRST =
            Comparator.comparing(BuildId::id).thenComparing(it -> it.space().value());

    private final Set<BuildId> waiting = new TreeSet<>(OLDEST_FIRST);
    private final Set<BuildId> instant = new TreeSet<>(OLDEST_FIRST);
    private final Set<BuildId> placed = new HashSet<>();

    synchronized void add(BuildId build, boolean byInstantEngine) {
        (byInstantEngine ? instant : waiting).add(build);
    }

    @Override
    public synchronized List<BuildId> waiting(int limit) {
        return waiting.stream().limit(limit).toList();
    }

    @Override
    public synchronized boolean reserve(BuildId build, int places) {
        if (!placed.contains(build) && placed.size() >= places) {
            return false;
        }
        placed.add(build);
        return true;
    }

    @Override
    public synchronized List<BuildId> instant(int limit) {
        return instant.stream().limit(limit).toList();
    }

    @Override
    public synchronized void leaveInstant(BuildId build) {
        instant.remove(build);
    }

    @Override
    public synchronized void leave(BuildId build) {
        waiting.remove(build);
    }

    @Override
    public synchronized void release(BuildId build) {
        placed.remove(build);
    }

    @Override
    public synchronized Set<BuildId> placed() {
        return Set.copyOf(placed);
    }
}
