package io.slipway.client.image;

import io.slipway.client.Content;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A blob in a file.
 *
 * @param digest its digest
 * @param size its length in bytes
 * @param file the file
 */
public record FileContent(Digest digest, long size, Path file) implements Content {

    /** Returns the content of a file, and computes its digest. */
    public static FileContent of(Path file) throws IOException {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        try (var in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new FileContent(Digest.ofHash(DigestAlgorithm.SHA256, hash.digest()), Files.size(file), file);
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
