package io.slipway.packages.sdi;

import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.RangeChannel;
import io.slipway.packages.archive.SmallFiles;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.StoredPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the definitions of Source Docker Images whose packages are in the feed. */
public final class SdiPackages {
    private static final Set<String> FILES = Set.of(SdiFile.NAME, SdiFile.OTHER_NAME, BuildSettings.DOCKERFILE);

    private final Blobs blobs;
    private final BlobBytes bytes;

    public SdiPackages(Blobs blobs, BlobBytes bytes) {
        this.blobs = blobs;
        this.bytes = bytes;
    }

    /**
     * The definition of a Source Docker Image.
     *
     * @param file its {@code sdi.yaml}
     * @param dockerfile the text of the Dockerfile, if the package itself contains it
     */
    public record Definition(SdiFile file, Optional<String> dockerfile) {}

    /**
     * Reads {@code sdi.yaml} and the Dockerfile without fetching the whole archive; returns the default settings if the package has only a
     * {@code Dockerfile}.
     *
     * @throws SdiFileException if {@code sdi.yaml} has mistakes
     * @throws IOException if the package is not a Source Docker Image, or cannot be read
     */
    public Definition read(StoredPackage sdi) throws SdiFileException, IOException {
        Map<String, byte[]> files = files(sdi, FILES);
        SdiFile file = file(files);
        String name = file.build().dockerfile();
        Map<String, byte[]> others = FILES.contains(name) ? files : files(sdi, Set.of(name));
        return new Definition(
                file, Optional.ofNullable(others.get(name)).map(text -> new String(text, StandardCharsets.UTF_8)));
    }

    private static SdiFile file(Map<String, byte[]> files) throws SdiFileException, IOException {
        Optional<String> misnamed = SdiFile.misnamed(files::containsKey);
        if (misnamed.isPresent()) {
            throw new ArchiveException(misnamed.get());
        }
        byte[] yaml = files.get(SdiFile.NAME);
        if (yaml != null) {
            return SdiFileReader.read(yaml);
        }
        if (!files.containsKey(BuildSettings.DOCKERFILE)) {
            throw new ArchiveException("it must have " + SdiFile.NAME + " or " + BuildSettings.DOCKERFILE
                    + " at its root, but has neither");
        }
        return SdiFile.DEFAULT;
    }

    private Map<String, byte[]> files(StoredPackage sdi, Set<String> wanted) throws IOException {
        PackageFile file = sdi.file();
        StoredBlob blob = blobs.find(sdi.repository(), file.digest())
                .orElseThrow(() -> new ArchiveException("its archive must be in the registry, but is not"));
        if (file.format().isZip()) {
            return SmallFiles.ofZip(
                    new RangeChannel(blob.size(), (from, length) -> bytes.read(blob, from, length)),
                    file.format(),
                    wanted);
        }
        try (InputStream in = bytes.open(blob)) {
            return SmallFiles.ofTar(in, blob.size(), file.format(), wanted);
        }
    }
}
