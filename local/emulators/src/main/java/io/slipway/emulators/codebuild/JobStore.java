package io.slipway.emulators.codebuild;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Stores the builds, each in a folder of its own with {@code job.json}, the script, its output, and its source folder while it runs. */
final class JobStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The lifetime of an idempotency token in milliseconds: five minutes, as in CodeBuild. */
    private static final long TOKEN_LIFE = 300_000;

    /** The time for which an ended build is kept, which is a year in CodeBuild. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String RECORD = "job.json";

    private final Path folder;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    private JobStore(Path folder) {
        this.folder = folder;
    }

    /** Opens the store, and kills jobs of an earlier process that are still running. */
    static JobStore open(Path folder) throws IOException {
        JobStore store = new JobStore(Files.createDirectories(folder));
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                Path file = entry.resolve(RECORD);
                if (Files.exists(file)) {
                    store.adopt(JSON.readValue(file.toFile(), Job.class));
                }
            }
        }
        return store;
    }

    private void adopt(Job job) {
        if (!job.runs()) {
            if (job.ended() < System.currentTimeMillis() - KEPT.toMillis()) {
                remove(folder(job));
            } else {
                jobs.put(job.id(), job);
            }
            return;
        }
        ProcessHandle.of(job.process())
                .filter(handle -> handle.info()
                        .startInstant()
                        .filter(it -> it.toEpochMilli() == job.processStarted())
                        .isPresent())
                .ifPresent(JobProcess::kill);
        Job fault = job.ended("FAULT", JobProcess.phase(folder(job)), "the machine that ran the build was stopped");
        put(fault);
        clean(fault);
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Optional<Job> withToken(String token) {
        long oldest = System.currentTimeMillis() - TOKEN_LIFE;
        return jobs.values().stream()
                .filter(job -> token.equals(job.token()) && job.started() > oldest)
                .findFirst();
    }

    void put(Job job) {
        try {
            Path file = Files.createDirectories(folder(job)).resolve(RECORD);
            Path fresh = file.resolveSibling(RECORD + ".new");
            JSON.writeValue(fresh.toFile(), job);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            jobs.put(job.id(), job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(Job job) {
        return folder.resolve(job.uuid());
    }

    /** Removes the working files of a build. */
    void clean(Job job) {
        remove(folder(job).resolve(JobProcess.SOURCE));
        remove(folder(job).resolve(JobProcess.TEMPORARY));
    }

    private static void remove(Path folder) {
        try (Stream<Path> tree = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Files that a dying process is still writing are removed with the record.
        }
    }
}
