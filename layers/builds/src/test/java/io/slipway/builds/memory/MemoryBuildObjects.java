package io.slipway.builds.memory;

import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.job.BuildObjects;
import io.slipway.builds.job.LogPart;
import io.slipway.builds.report.BuildReport;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Stores the inputs and reports of jobs in memory. */
public final class MemoryBuildObjects implements BuildObjects {
    private static final int MAX_LOG_PART = 1024 * 1024;

    private final Map<BuildId, BuildJob> jobs = new ConcurrentHashMap<>();
    private final Map<BuildId, BuildInputs> inputs = new ConcurrentHashMap<>();
    private final Map<BuildId, BuildReport> reports = new ConcurrentHashMap<>();
    private final Map<BuildId, NavigableMap<Integer, String>> logs = new ConcurrentHashMap<>();

    @Override
    public void putJob(BuildJob job) {
        jobs.put(job.inputs().build(), job);
    }

    @Override
    public Optional<BuildJob> job(BuildId build) {
        return Optional.ofNullable(jobs.get(build));
    }

    @Override
    public void removeJob(BuildId build) {
        jobs.remove(build);
    }

    @Override
    public void putInputs(BuildInputs masked) {
        inputs.put(masked.build(), masked);
    }

    @Override
    public Optional<BuildInputs> inputs(BuildId build) {
        return Optional.ofNullable(inputs.get(build));
    }

    @Override
    public void putReport(BuildId build, BuildReport report) {
        reports.put(build, report);
    }

    @Override
    public Optional<BuildReport> report(BuildId build) {
        return Optional.ofNullable(reports.get(build));
    }

    @Override
    public void putLog(BuildId build, int chunk, String text) {
        logs.computeIfAbsent(build, it -> new ConcurrentSkipListMap<>()).put(chunk, text);
    }

    @Override
    public LogPart log(BuildId build, int after) {
        StringBuilder text = new StringBuilder();
        int last = after;
        NavigableMap<Integer, String> chunks = logs.getOrDefault(build, new ConcurrentSkipListMap<>());
        for (Map.Entry<Integer, String> chunk : chunks.tailMap(after, false).entrySet()) {
            if (text.length() >= MAX_LOG_PART) {
                return new LogPart(text.toString(), last, true);
            }
            text.append(chunk.getValue());
            last = chunk.getKey();
        }
        return new LogPart(text.toString(), last, false);
    }
}
