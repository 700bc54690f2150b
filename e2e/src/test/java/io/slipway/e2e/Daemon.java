package io.slipway.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server that a client needs, stopped by its process id. */
abstract class Daemon implements AutoCloseable {
    private final Process process;

    Daemon(Process process) {
        this.process = process;
    }

    /** Waits until the server responds. */
    static void await(Process process, Path log, BooleanSupplier ready) {
        for (int i = 0; i < 900 && !ready.getAsBoolean(); i++) {
            try {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    fail("a server ended: " + Files.readString(log));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
