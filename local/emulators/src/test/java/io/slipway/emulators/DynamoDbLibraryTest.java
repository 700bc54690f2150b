package io.slipway.emulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jars of DynamoDB Local are downloaded from a Maven repository, and must have the bytes that the release was
 * built with.
 */
class DynamoDbLibraryTest {
    private static final byte[] JAR = "a jar".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private HttpServer repository;
    private final List<String> asked = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/maven2/com/acme/a/1/a-1.jar", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, JAR.length);
            try (var body = exchange.getResponseBody()) {
                body.write(JAR);
            }
        });
        repository.start();
    }

    @AfterEach
    void stop() {
        repository.stop(0);
    }

    @Test
    void a_missing_jar_is_downloaded_once() throws Exception {
        Path list = list(sha256(JAR), "com/acme/a/1/a-1.jar");

        library().fetch(list, folder.resolve("lib"));
        library().fetch(list, folder.resolve("lib"));

        assertThat(folder.resolve("lib/a-1.jar")).hasBinaryContent(JAR);
        assertThat(asked).hasSize(1);
        assertThat(progress).singleElement().asString().contains("downloading DynamoDB Local (1 jars)");
    }

    @Test
    void a_jar_with_another_checksum_is_rejected_and_not_kept() throws Exception {
        Path list = list(sha256("another jar".getBytes(UTF_8)), "com/acme/a/1/a-1.jar");

        assertThatThrownBy(() -> library().fetch(list, folder.resolve("lib")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be " + sha256("another jar".getBytes(UTF_8)) + ", but was " + sha256(JAR));
        assertThat(folder.resolve("lib")).isEmptyDirectory();
    }

    @Test
    void a_jar_missing_in_the_repository_is_an_error_with_its_url() throws Exception {
        Path list = list(sha256(JAR), "com/acme/b/1/b-1.jar");

        assertThatThrownBy(() -> library().fetch(list, folder.resolve("lib")))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("http://\\S+/maven2/com/acme/b/1/b-1.jar must answer 200, but answered 404");
        assertThat(folder.resolve("lib")).isEmptyDirectory();
    }

    @Test
    void a_list_cannot_refer_to_paths_outside_the_repository() throws Exception {
        Path list = list(sha256(JAR), "../../a-1.jar");

        assertThatThrownBy(() -> library().fetch(list, folder.resolve("lib")))
                .hasMessageContaining("a line must be a SHA-256, two spaces and a path");
    }

    private DynamoDbLibrary library() {
        return new DynamoDbLibrary(
                URI.create("http://localhost:" + repository.getAddress().getPort() + "/maven2/"), progress::add);
    }

    private Path list(String sha256, String path) throws IOException {
        return Files.writeString(folder.resolve("list"), sha256 + "  " + path + "\n");
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
