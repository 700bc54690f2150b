package io.slipway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the console, as they are in this module's jar or, in a build, in its folder of classes. */
public final class ConsoleFiles {
    /** The folder of the files, and the first segment of their paths at the registry's URL. */
    public static final String FOLDER = "console";

    private ConsoleFiles() {}

    /** Reads all files, by their path below {@link #FOLDER}. */
    public static SortedMap<String, byte[]> read() {
        try {
            Path location = Path.of(ConsoleFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Collections.unmodifiableSortedMap(
                    Files.isDirectory(location) ? ofFolder(location.resolve(FOLDER)) : ofJar(location));
        } catch (IOException e) {
            throw new UncheckedIOException("the console's files cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> ofFolder(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> regular = found.filter(Files::isRegularFile).toList();
            for (Path file : regular) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> ofJar(Path location) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = new JarFile(location.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith(FOLDER + "/")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName().substring(FOLDER.length() + 1), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }
}
