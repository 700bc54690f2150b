package io.slipway.features.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with changes that are not written yet. A feature reads the results of those before it; the folder itself is unchanged until
 * {@link Transaction} writes.
 */
final class Overlay {
    private final Path folder;
    private final Limits limits;
    private final Map<Path, byte[]> written = new TreeMap<>();
    private long held;

    Overlay(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Returns the folder's real path. */
    Path folder() {
        return folder;
    }

    /**
     * Returns the current bytes of a file.
     *
     * @param file relative to the folder
     * @throws RunException if the file is too large, is a link or cannot be read
     */
    byte[] read(Path file) throws RunException {
        byte[] changed = written.get(file);
        return changed == null ? original(file) : changed.clone();
    }

    /** Returns the bytes of a file before the run. */
    byte[] original(Path file) throws RunException {
        try (InputStream in = Files.newInputStream(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(limits.fileBytes() + 1));
            if (bytes.length > limits.fileBytes()) {
                throw new RunException(
                        name(file),
                        "the file must have at most " + limits.fileBytes()
                                + " bytes for a feature to change it, but has more; exclude it from the patterns");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Returns whether the file is binary, by its first bytes as in {@code git}: it has a NUL, and no byte order mark of UTF-16 or UTF-32.
     * Binary files are skipped, whatever their size.
     */
    boolean binary(Path file) throws RunException {
        byte[] changed = written.get(file);
        byte[] start;
        if (changed != null) {
            start = Arrays.copyOf(changed, Math.min(changed.length, Limits.BINARY_PROBE));
        } else {
            try (InputStream in = Files.newInputStream(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                start = in.readNBytes(Limits.BINARY_PROBE);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        if (begins(start, 0xFE, 0xFF) || begins(start, 0xFF, 0xFE) || begins(start, 0, 0, 0xFE, 0xFF)) {
            return false;
        }
        for (byte b : start) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Stores the new bytes of a file; the caller must not modify the array afterwards. */
    void write(Path file, byte[] bytes) throws RunException {
        byte[] before = written.put(file, bytes);
        held += bytes.length - (before == null ? 0 : before.length);
        if (held > limits.runBytes()) {
            throw new RunException(
                    name(file),
                    "the changed files must have at most " + limits.runBytes()
                            + " bytes together, but have more; run the features on fewer files");
        }
    }

    /** Returns the written files, relative to the folder, with their new bytes, which may equal the old ones. */
    Map<Path, byte[]> written() {
        return Collections.unmodifiableMap(written);
    }

    /** Returns a relative path as reports show it, with slashes. */
    static String name(Path file) {
        return file.toString().replace(File.separatorChar, '/');
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static RunException unreadable(Path file, IOException e) {
        return new RunException(name(file), "the file cannot be read (" + RunFailures.reason(e) + ")");
    }
}
