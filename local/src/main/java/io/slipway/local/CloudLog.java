package io.slipway.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The log of the whole cloud: JSON lines in one file, each with the {@code time} at which it was written. */
final class CloudLog implements Consumer<String>, AutoCloseable {
    /** The size in bytes from which a log is rotated when the cloud starts. */
    private static final long MAX_SIZE = 50L * 1024 * 1024;

    private final BufferedWriter out;

    private final Clock clock;

    private CloudLog(BufferedWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    static CloudLog open(Path file, Clock clock) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_SIZE) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return new CloudLog(
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                clock);
    }

    @Override
    public synchronized void accept(String line) {
        try {
            out.write(timed(line));
            out.newLine();
            out.flush();
        } catch (IOException e) {
            PrintStream console = System.err;
            console.println("slipway: the log cannot be written: " + e.getMessage());
        }
    }

    /**
     * Adds the time to a line, because functions write JSON objects without it: CloudWatch shows the time of each
     * line.
     */
    private String timed(String line) {
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        boolean object = line.startsWith("{\"");
        ObjectNode text = JsonNodeFactory.instance.objectNode().put("time", time);
        return object
                ? "{\"time\":\"" + time + "\"," + line.substring(1)
                : text.put("message", line).toString();
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
