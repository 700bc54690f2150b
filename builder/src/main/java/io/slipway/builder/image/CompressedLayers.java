package io.slipway.builder.image;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Caches the layers that jobs have compressed, so that the next build of an image compresses only new ones.
 *
 * @param folder their folder; each is a file {@code <hash of the tar>-<hash of the compressed tar>}
 */
record CompressedLayers(Path folder) {
    private static final int BUFFER = 65_536;

    CompressedLayers {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * A compressed layer.
     *
     * @param digest its digest
     * @param file its bytes
     */
    record Compressed(Digest digest, Path file) {}

    /** Compresses a tar, unless it is cached. */
    Compressed of(Digest plain, Path tar) throws IOException {
        Optional<Compressed> known = find(plain);
        return known.isPresent() ? known.get() : compress(plain, tar);
    }

    private Optional<Compressed> find(Digest plain) throws IOException {
        String prefix = plain.hex() + "-";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .map(file -> new Compressed(
                            new Digest(
                                    DigestAlgorithm.SHA256,
                                    file.getFileName().toString().substring(prefix.length())),
                            file));
        }
    }

    private Compressed compress(Digest plain, Path tar) throws IOException {
        Path fresh = folder.resolve("fresh");
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        try (InputStream in = Files.newInputStream(tar);
                OutputStream out =
                        new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(fresh), hash), BUFFER)) {
            in.transferTo(out);
        }
        Digest digest = Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
        Path file = folder.resolve(plain.hex() + "-" + digest.hex());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        return new Compressed(digest, file);
    }
}
