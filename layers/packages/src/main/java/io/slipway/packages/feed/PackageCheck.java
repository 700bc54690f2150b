package io.slipway.packages.feed;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.json.JsonTree;
import io.slipway.core.manifest.ManifestCheck;
import io.slipway.core.name.RepositoryName;
import io.slipway.packages.archive.ArchiveFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Refuses pushed packages that builds could not extract: files of 0 bytes, archives without files, and files that are not archives. */
public final class PackageCheck implements ManifestCheck {
    private final BlobBytes bytes;

    public PackageCheck(BlobBytes bytes) {
        this.bytes = bytes;
    }

    /** Checks a manifest that a registry client pushes to a package's repository. Manifests that are not packages pass. */
    @Override
    public void check(RepositoryName repository, byte[] manifest, Map<Digest, StoredBlob> blobs) {
        if (PackageId.of(repository).isEmpty()) {
            return;
        }
        try {
            Optional<PackageFile> file = PackageManifest.file(JsonTree.read(manifest));
            file.map(PackageFile::digest)
                    .map(blobs::get)
                    .ifPresent(blob -> check(file.get().name(), blob, ErrorCode.MANIFEST_INVALID));
        } catch (IOException e) {
            throw new RegistryException(ErrorCode.MANIFEST_INVALID, "the manifest must be JSON, but is not");
        }
    }

    void check(String fileName, StoredBlob blob, ErrorCode code) {
        check(fileName, blob.size(), (from, length) -> bytes.read(blob, from, length), code);
    }

    static void check(String fileName, byte[] content, ErrorCode code) {
        check(
                fileName,
                content.length,
                (from, length) -> Arrays.copyOfRange(content, (int) from, (int) from + length),
                code);
    }

    private static void check(String fileName, long size, ArchiveProbe.Ranges ranges, ErrorCode code) {
        ArchiveFormat format = ArchiveFormat.of(fileName).orElseThrow();
        try {
            Optional<String> problem = ArchiveProbe.problem(format, size, ranges);
            if (problem.isPresent()) {
                throw new RegistryException(code, "the package " + fileName + " is refused: " + problem.get());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the bytes of a package must be readable", e);
        }
    }
}
