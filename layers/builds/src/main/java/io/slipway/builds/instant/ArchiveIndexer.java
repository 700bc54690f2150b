package io.slipway.builds.instant;

import io.slipway.builds.files.ContentSource;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.SpaceName;
import io.slipway.features.bill.Components;
import io.slipway.packages.archive.ArchiveBytes;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFiles;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.ArchiveListing;
import io.slipway.packages.archive.LayerFiles;
import io.slipway.packages.archive.ListedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Indexes packages, layers and archives, each once, and stores the indexes for later builds. */
final class ArchiveIndexer {
    private final Indexes indexes;
    private final BlobBytes bytes;
    private final SpaceName space;
    private final Path work;

    /**
     * Creates an indexer for builds of a space.
     *
     * @param work a folder for nested archives, which are removed immediately
     */
    ArchiveIndexer(Indexes indexes, BlobBytes bytes, SpaceName space, Path work) {
        this.indexes = indexes;
        this.bytes = bytes;
        this.space = space;
        this.work = work;
    }

    /** Returns a stored index. */
    Optional<byte[]> known(String name) {
        return indexes.find(space, name);
    }

    /** Returns the stored index of a package. */
    Optional<byte[]> known(InputPackage source) {
        return ArchiveFormat.of(source.fileName()).flatMap(format -> known(packageName(source.digest(), format)));
    }

    /**
     * Returns the index of a package.
     *
     * @param known the stored index, if there is one
     */
    PackageIndex packageIndex(InputPackage source, StoredBlob blob, Optional<byte[]> known)
            throws BuildException, IOException {
        ArchiveFormat format = ArchiveFormat.of(source.fileName())
                .orElseThrow(() -> new BuildException(
                        "the package must be an archive of a known format, but was " + source.fileName()));
        String name = packageName(source.digest(), format);
        if (known.isPresent()) {
            return PackageIndex.read(known.get());
        }
        try {
            PackageIndex index = index(BlobSources.archive(bytes, blob), format);
            indexes.put(space, name, index.write());
            return index;
        } catch (ArchiveException e) {
            throw new BuildException("cannot extract " + source.id() + " " + source.version() + " (" + source.fileName()
                    + "): " + e.getMessage());
        }
    }

    static String packageName(Digest digest, ArchiveFormat format) {
        return "packages/" + digest.algorithm().prefix() + "/" + digest.hex() + "/"
                + format.name().toLowerCase(java.util.Locale.ROOT) + "-" + PackageIndex.VERSION;
    }

    static String layerName(Digest digest) {
        return "layers/" + digest.algorithm().prefix() + "/" + digest.hex() + "/" + LayerIndex.VERSION;
    }

    private PackageIndex index(ArchiveBytes archive, ArchiveFormat format) throws IOException {
        Components components = Components.collecting(work);
        // A NuGet package's own .nuspec is examined as a component, but not extracted.
        boolean nuget = format == ArchiveFormat.NUPKG;
        if (nuget) {
            ArchiveFiles.visit(archive, ArchiveFormat.ZIP, components::examine);
        }
        SortedMap<String, ListedFile> files = ArchiveListing.read(archive, format, (path, body) -> {
            if (!nuget) {
                components.examine(path, body);
            }
        });
        return new PackageIndex(files, components.found());
    }

    /** Indexes a layer. */
    LayerIndex layerIndex(Digest digest, StoredBlob blob) throws IOException {
        try (InputStream in = bytes.open(blob)) {
            LayerIndex index = LayerIndex.of(in);
            indexes.put(space, layerName(digest), index.write());
            return index;
        }
    }

    /** Indexes an archive that {@code ADD} extracts; empty if the file is not a tar. */
    Optional<FileTree> archive(FileNode file) throws IOException {
        ContentSource.Place place = file.content().orElseThrow();
        String name = "archives/sha256/" + file.sha256() + "/" + LayerIndex.VERSION;
        Optional<byte[]> known = indexes.find(space, name);
        byte[] index = known.isPresent() ? known.get() : indexArchive(place, name);
        return index.length == 0
                ? Optional.empty()
                : Optional.of(new LayerTree(false, true)
                        .apply(LayerIndex.read(index), BlobSources.ofNested(place))
                        .tree());
    }

    private byte[] indexArchive(ContentSource.Place place, String name) throws IOException {
        boolean[] tar = {false};
        place.source().read(Set.of(place.number()), (number, body) -> tar[0] = LayerFiles.isTar(body));
        byte[][] index = {new byte[0]};
        if (tar[0]) {
            place.source()
                    .read(
                            Set.of(place.number()),
                            (number, body) -> index[0] = LayerIndex.of(body).write());
        }
        indexes.put(space, name, index[0]);
        return index[0];
    }
}
