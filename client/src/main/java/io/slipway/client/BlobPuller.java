package io.slipway.client;

import io.slipway.client.Progress.Outcome;
import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Set;

/** Pulls a blob into a file: resumes interrupted transfers, and discards bytes with a wrong digest. */
public final class BlobPuller {
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Session session;
    private final Progress progress;

    public BlobPuller(Session session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    /**
     * Pulls the blob into a file, which appears once it is complete.
     *
     * @param size the size in the descriptor: more is never read
     */
    public void pull(RemoteRepository repository, Digest digest, long size, Path target) throws IOException {
        progress.begins(digest, size);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (size == 0) {
            Files.deleteIfExists(part);
            Files.createFile(part);
        }
        for (int attempt = 1; ; attempt++) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            if (have >= size) {
                break;
            }
            if (attempt > Session.ATTEMPTS) {
                throw new ClientException(
                        0, "cannot pull " + digest + ": the registry must send " + size + " bytes, but sent " + have);
            }
            try {
                fetch(repository, digest, size, part, have);
            } catch (ClientException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == Session.ATTEMPTS) {
                    throw new ClientException(0, "cannot pull " + digest + ": " + e.getMessage());
                }
            }
        }
        verify(part, digest, size);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        progress.done(digest, Outcome.TRANSFERRED);
    }

    private void fetch(RemoteRepository repository, Digest digest, long size, Path part, long have) throws IOException {
        HttpResponse<InputStream> response = session.send(repository, () -> {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(session.registry().of(repository, "blobs/" + digest));
            return have > 0 ? request.header("Range", "bytes=" + have + "-") : request;
        });
        URI from = session.registry().base();
        for (int redirects = 0; REDIRECTS.contains(response.statusCode()) && redirects < MAX_REDIRECTS; redirects++) {
            response.body().close();
            URI to = from.resolve(response.headers().firstValue("Location").orElse(""));
            if (from.getScheme().equals("https") && !to.getScheme().equals("https")) {
                throw new ClientException(
                        0, "the registry must redirect " + digest + " to a URL with TLS, but does not");
            }
            HttpRequest.Builder next = HttpRequest.newBuilder(to);
            response = session.sendBare((have > 0 ? next.header("Range", "bytes=" + have + "-") : next).build());
            from = to;
        }
        if (response.statusCode() != 200 && response.statusCode() != 206) {
            throw Session.failure("cannot pull " + digest + " from " + repository, response);
        }
        boolean whole = response.statusCode() == 200;
        copy(response, digest, part, whole ? 0 : have, size);
    }

    private void copy(HttpResponse<InputStream> response, Digest digest, Path part, long have, long size)
            throws IOException {
        StandardOpenOption mode = have == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        try (InputStream body = new ProgressStream(response.body(), digest, progress);
                var out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] buffer = new byte[BUFFER];
            long written = have;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                written += count;
                if (written > size) {
                    throw new ClientException(0, digest + " must have the size of its descriptor, but is larger");
                }
                out.write(buffer, 0, count);
            }
        }
    }

    private static void verify(Path part, Digest digest, long size) throws IOException {
        MessageDigest hash = digest.algorithm().newMessageDigest();
        try (var in = new DigestInputStream(Files.newInputStream(part), hash)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (Files.size(part) != size
                || !Digest.ofHash(digest.algorithm(), hash.digest()).equals(digest)) {
            Files.delete(part);
            throw new ClientException(0, "the received bytes must have the digest " + digest + ", but have another");
        }
    }
}
