package io.slipway.local;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The log of everything in the cloud: JSON lines in one file. */
final class CloudLog implements Consumer<String>, AutoCloseable {
    /** At this size, in bytes, a log is set aside when the cloud starts. */
    private static final long MAX_SIZE = 50L * 1024 * 1024;

    private final BufferedWriter out;

    private CloudLog(BufferedWriter out) {
        this.out = out;
    }

    static CloudLog open(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_SIZE) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return new CloudLog(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public synchronized void accept(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            PrintStream console = System.err;
            console.println("slipway: the log cannot be written: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
