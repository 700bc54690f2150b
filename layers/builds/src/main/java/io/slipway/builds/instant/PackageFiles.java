package io.slipway.builds.instant;

import io.slipway.builds.files.ContentSource;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.core.blob.BlobBytes;
import io.slipway.core.blob.StoredBlob;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.ListedFile;
import java.util.Optional;

/**
 * The folder that an image is built from, in Octopus Deploy's layout of a package and its references: the SDI's files
 * at the root, each other package in its own folder beside them, or as its archive. Nothing is extracted to disk.
 */
final class PackageFiles {
    private static final int FILE_MODE = 0644;

    private final FileTree tree = new FileTree();
    private final BlobBytes bytes;

    PackageFiles(BlobBytes bytes) {
        this.bytes = bytes;
    }

    FileTree tree() {
        return tree;
    }

    void addSdi(InputPackage sdi, StoredBlob blob, PackageIndex index) {
        put("", sdi, blob, index);
    }

    /** Adds a package beside the SDI's files. */
    void add(InputPackage reference, StoredBlob blob, Optional<PackageIndex> index) throws BuildException {
        String folder = reference.folder();
        String path = reference.extract() ? folder : folder + ArchiveFormat.extension(reference.fileName());
        for (String above = path; !above.isEmpty(); above = FileTree.parent(above)) {
            if (tree.find(above).filter(FileNode::isLink).isPresent()) {
                throw new BuildException("the package " + reference.id() + " must be placed in " + folder
                        + ", but the SDI has a link there");
            }
        }
        if (tree.find(path).isPresent()) {
            throw new BuildException("the package " + reference.id() + " must be placed in the folder " + folder
                    + ", but the SDI contains it already");
        }
        folders(FileTree.parent(path));
        if (index.isPresent()) {
            tree.put(path, FileNode.folder(FileNode.FOLDER_MODE, 0, 0));
            put(path, reference, blob, index.get());
        } else {
            tree.put(
                    path,
                    FileNode.file(
                            FILE_MODE,
                            blob.size(),
                            reference.digest().hex(),
                            new Place(BlobSources.ofBlob(bytes, blob), 0),
                            false));
        }
    }

    private void folders(String path) {
        for (String above = path; !above.isEmpty(); above = FileTree.parent(above)) {
            if (tree.find(above).isEmpty()) {
                tree.put(above, FileNode.folder(FileNode.FOLDER_MODE, 0, 0));
            }
        }
    }

    private void put(String folder, InputPackage from, StoredBlob blob, PackageIndex index) {
        ContentSource source = new PackageSource(
                bytes, blob, from.digest(), ArchiveFormat.of(from.fileName()).orElseThrow(), index);
        index.files().forEach((path, file) -> tree.put(FileTree.join(folder, path), node(file, source)));
    }

    private static FileNode node(ListedFile file, ContentSource source) {
        return switch (file.kind()) {
            case FOLDER -> FileNode.folder(file.mode(), 0, 0);
            case SYMBOLIC_LINK -> FileNode.link(file.target());
            default -> FileNode.file(file.mode(), file.size(), file.sha256(), new Place(source, file.number()), false);
        };
    }
}
