package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has the launcher record the caches for quick starts of the many clouds, commands and jobs of a whole run, before its
 * first cloud starts. Classes without a cloud run meanwhile. Single classes run sooner without these caches.
 */
final class Rehearsal {
    private static boolean needed = Boolean.getBoolean("slipway.rehearse");

    private Rehearsal() {}

    /** Waits for the caches if this is a whole run. */
    static synchronized void await() throws IOException {
        if (!needed) {
            return;
        }
        Path log = Cloud.root().resolve("e2e/target/rehearsal.txt");
        ProcessBuilder launcher = new ProcessBuilder(
                        Cloud.root().resolve("slipway").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        launcher.environment().put("SLIPWAY_BUILD", "rehearse");
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            if (launcher.start().waitFor() != 0) {
                throw new IllegalStateException("the rehearsal failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the rehearsal was interrupted", e);
        }
        needed = false;
    }
}
