package io.slipway.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** s3proxy over a folder, on the loopback interface. It verifies signatures and checksums as S3 does. */
public final class S3Emulator implements AutoCloseable {
    private static final int MAX_THREADS = 128;

    /** As S3: the largest object that one PUT may bring, in bytes. */
    private static final long MAX_PUT = 5L * 1024 * 1024 * 1024;

    /** Without a grace time for connections that clients keep open, for which it would wait two seconds. */
    private static final long STOP_TIMEOUT_MILLIS = 0;

    private final S3Proxy proxy;

    private S3Emulator(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts the emulator.
     *
     * @param folder the folder of the objects
     * @param accessKey the id of the one key that may sign requests
     * @param secretKey that key
     * @param port the port, 0 for any
     */
    public static S3Emulator start(Path folder, String accessKey, String secretKey, int port) {
        try {
            Files.createDirectories(folder);
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
            throw new IllegalStateException("s3proxy does not start", e);
        }
    }

    /** Returns the emulator's address, by name, because clients refuse redirects to addresses of private networks. */
    public URI uri() {
        return URI.create("http://localhost:" + proxy.getPort());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy does not stop", e);
        }
    }
}
