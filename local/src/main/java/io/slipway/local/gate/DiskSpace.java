package io.slipway.local.gate;

import io.slipway.core.log.LogLine;
import io.slipway.local.gate.Refusal.Reason;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The free space of the data folder's disk. What would not fit is refused before anything of it is written: the emulators of S3 and DynamoDB would fail
 * halfway, and a transaction is acknowledged before its commit.
 */
public final class DiskSpace {
    private static final long MIB = 1024L * 1024;

    /** The bytes that must stay free when content is stored. */
    static final long MIN_FREE = 64 * MIB;

    /**
     * The bytes that must stay free when only records are written, as by deletions: several times what the largest transaction adds to the table's
     * file and its log.
     */
    static final long MIN_FREE_FOR_RECORDS = 16 * MIB;

    private final Path folder;
    private final LongSupplier free;
    private final Consumer<String> log;

    /** The bytes of running writes, which the disk may not have yet. */
    private final AtomicLong running = new AtomicLong();

    /** True after a refusal, until something is accepted: only the first refusal is logged. */
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * @param folder the data folder
     * @param free returns the free bytes of its disk
     * @param log receives the first of several refusals, as one line
     */
    public DiskSpace(Path folder, LongSupplier free, Consumer<String> log) {
        this.folder = folder;
        this.free = free;
        this.log = log;
    }

    /** Returns the space of the disk with this folder, which must exist. */
    public static DiskSpace of(Path folder, Consumer<String> log) {
        return new DiskSpace(folder, folder.toFile()::getUsableSpace, log);
    }

    /** Returns why content of this size cannot be stored; empty if it can. */
    public Optional<String> shortageForContent(long bytes) {
        return shortage(MIN_FREE + running.get() + bytes);
    }

    /** Returns why no record can be written; empty if one can. */
    public Optional<String> shortageForRecords() {
        return shortage(MIN_FREE_FOR_RECORDS);
    }

    private Optional<String> shortage(long needed) {
        long left = free.getAsLong();
        if (left >= needed) {
            logged.set(false);
            return Optional.empty();
        }
        String message = "the disk of " + folder + " must have " + (needed + MIB - 1) / MIB + " MiB free, but has "
                + left / MIB + " MiB; free some space, then try again";
        if (logged.compareAndSet(false, true)) {
            log.accept(LogLine.warn(message).toString());
        }
        return Optional.of(message);
    }

    /** Keeps space for content until it is written, or has failed. */
    Kept keep(long bytes) throws Refusal {
        Optional<String> shortage = shortage(MIN_FREE + running.addAndGet(bytes));
        if (shortage.isPresent()) {
            running.addAndGet(-bytes);
            throw new Refusal(Reason.UNAVAILABLE, shortage.get());
        }
        return () -> running.addAndGet(-bytes);
    }

    /** The space of a running write. */
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    /** Refuses a record that cannot be written. */
    void checkRecord() throws Refusal {
        Optional<String> shortage = shortageForRecords();
        if (shortage.isPresent()) {
            throw new Refusal(Reason.UNAVAILABLE, shortage.get());
        }
    }
}
