package io.slipway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects the access records of all clouds of a run, and the test classes that used a shared cloud. Several processes
 * share the tests of a run.
 */
final class Accesses {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Cloud.root()
            .resolve("e2e/target/accesses/"
                    + System.getProperty(
                            "slipway.run", Long.toString(ProcessHandle.current().pid())));
    private static final Path USERS = FOLDER.resolve("users");
    private static final Path SKIPPED_TEST = FOLDER.resolve("skipped/test");

    private Accesses() {}

    /** Keeps the record of a cloud that may continue to run. */
    static void keep(Path data) {
        Path record = data.resolve("log").resolve("accesses.jsonl");
        if (Files.exists(record)) {
            try {
                Files.createDirectories(FOLDER);
                Files.copy(
                        record,
                        FOLDER.resolve(Integer.toHexString(data.toAbsolutePath().hashCode()) + ".jsonl"),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Records that a class used a shared cloud. */
    static void noteUser(String testClass) {
        note(USERS.resolve(testClass));
    }

    /** Records that a test was skipped, so that not all accesses of a whole run are known. */
    static void noteSkippedTest() {
        note(SKIPPED_TEST);
    }

    /** Returns whether a test was skipped, such as one whose client is not installed. */
    static boolean hasSkippedTest() {
        return Files.exists(SKIPPED_TEST);
    }

    private static void note(Path mark) {
        try {
            Files.createDirectories(mark.getParent());
            Files.write(mark, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the classes that used a shared cloud. */
    static Set<String> users() throws IOException {
        if (!Files.exists(USERS)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(USERS)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    static List<JsonNode> all() throws IOException {
        List<JsonNode> accesses = new ArrayList<>();
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    for (String line : Files.readAllLines(file)) {
                        // A killed cloud may have left an incomplete line.
                        if (line.endsWith("}")) {
                            accesses.add(JSON.readTree(line));
                        }
                    }
                }
            }
        }
        return accesses;
    }
}
