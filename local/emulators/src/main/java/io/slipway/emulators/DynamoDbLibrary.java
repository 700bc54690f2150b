package io.slipway.emulators;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Downloads the jars of DynamoDB Local for an installation without a build. Its licence forbids redistribution, so a
 * release only contains their names and checksums.
 */
public final class DynamoDbLibrary {
    /** The system property for the path of the list of jars; only a release sets it. */
    public static final String LIST = "slipway.dynamodb-local.list";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** One jar: its path in a Maven repository, and the SHA-256 that its bytes must have. */
    private record Jar(String sha256, String path) {
        static Jar parse(String line) throws IOException {
            String[] parts = line.split(" {2}", 2);
            if (parts.length != 2 || parts[0].length() != 64 || parts[1].contains("..")) {
                throw new IOException("a line must be a SHA-256, two spaces and a path, but was: " + line);
            }
            return new Jar(parts[0], parts[1]);
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private final URI repository;
    private final Consumer<String> progress;

    /**
     * @param repository the URL of a Maven repository, ending with a slash
     * @param progress receives a line before the first download
     */
    public DynamoDbLibrary(URI repository, Consumer<String> progress) {
        this.repository = repository;
        this.progress = progress;
    }

    /**
     * Downloads the jars of a list into a folder, unless they exist already.
     *
     * @param list a file in the form of {@code sha256sum}: checksum, two spaces, path in the repository
     */
    public void fetch(Path list, Path folder) throws IOException, InterruptedException {
        List<Jar> missing = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            Jar jar = Jar.parse(line);
            if (!Files.exists(folder.resolve(jar.name()))) {
                missing.add(jar);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        progress.accept("downloading DynamoDB Local (%d jars) from %s, once".formatted(missing.size(), repository));
        Files.createDirectories(folder);
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (Jar jar : missing) {
                fetch(client, jar, folder);
            }
        }
    }

    private void fetch(HttpClient client, Jar jar, Path folder) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(repository.resolve(jar.path()))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        Path part = folder.resolve(jar.name() + ".part");
        MessageDigest digest = sha256();
        try (InputStream body = new DigestInputStream(response.body(), digest)) {
            if (response.statusCode() != 200) {
                throw new IOException(request.uri() + " must answer 200, but answered " + response.statusCode());
            }
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(jar.sha256())) {
                throw new IOException(
                        "the SHA-256 of %s must be %s, but was %s".formatted(request.uri(), jar.sha256(), actual));
            }
            Files.move(part, folder.resolve(jar.name()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
