package io.slipway.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** Runs s3proxy over a folder, on the loopback interface. It verifies signatures and checksums like S3. */
public final class S3Emulator implements AutoCloseable {
    /** The name of a file that S3Proxy writes before it moves it to its key: the key and a random UUID. */
    private static final Pattern INTERRUPTED =
            Pattern.compile("(?!\\.mpus-).+-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final int MAX_THREADS = 128;

    /** The maximum size of an object in one PUT, in bytes; as in S3. */
    private static final long MAX_PUT = 5L * 1024 * 1024 * 1024;

    /** An s3proxy that stops immediately, instead of waiting two seconds for connections that clients keep open. */
    private static final long STOP_TIMEOUT_MILLIS = 0;

    private final S3Proxy proxy;

    private S3Emulator(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts the emulator.
     *
     * @param folder the folder of the objects
     * @param accessKey the id of the only key that may sign requests
     * @param secretKey that key's secret
     * @param port the port, 0 for any
     */
    public static S3Emulator start(Path folder, String accessKey, String secretKey, int port) {
        try {
            Files.createDirectories(folder);
            removeInterruptedWrites(folder);
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .maxSinglePartObjectSize(MAX_PUT)
                    .ignoreUnknownHeaders(true)
                    .jettyMaxThreads(MAX_THREADS)
                    .stopTimeout(STOP_TIMEOUT_MILLIS)
                    .build();
            proxy.start();
            return new S3Emulator(proxy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy failed to start", e);
        }
    }

    /** Removes the files of writes that a killed process left: S3Proxy would list them as objects. */
    private static void removeInterruptedWrites(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> interrupted = files.filter(Files::isRegularFile)
                    .filter(file ->
                            INTERRUPTED.matcher(file.getFileName().toString()).matches())
                    .toList();
            for (Path file : interrupted) {
                Files.delete(file);
            }
        }
    }

    /**
     * Returns the emulator's URL, with a host name, because clients reject redirects to addresses of private networks.
     */
    public URI uri() {
        return URI.create("http://localhost:" + proxy.getPort());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy failed to stop", e);
        }
    }
}
