package io.slipway.builder.source;

import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.ArchiveLimits;
import io.slipway.packages.archive.Extractor;
import io.slipway.packages.sdi.SdiFile;
import io.slipway.packages.sdi.SdiFileException;
import io.slipway.packages.sdi.SdiFileReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder that the image is built from, in Octopus Deploy's layout of a package and its references: the SDI's
 * files at the root, each other package in its own folder beside them, or as its archive.
 */
public final class WorkingFolder {
    private final Path folder;
    private final Extractor extractor = new Extractor(ArchiveLimits.DEFAULT);

    public WorkingFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /** Extracts the SDI itself, which must precede its packages. */
    public void extractSdi(InputPackage sdi, Path archive) throws BuildException, IOException {
        Extractor.Extracted extracted = extract(sdi, archive, folder);
        // If the archive contains two files of this name, the planner may have read the other one.
        if (extracted.twice().contains(SdiFile.NAME)) {
            throw new BuildException(
                    "the package " + sdi.id() + " " + sdi.version() + " has two files " + SdiFile.NAME);
        }
        Optional<String> misnamed = SdiFile.misnamed(name -> Files.exists(folder.resolve(name)));
        if (misnamed.isPresent()) {
            throw new BuildException(
                    "the package " + sdi.id() + " " + sdi.version() + " cannot be built: " + misnamed.get());
        }
    }

    /** Places a package beside it. */
    public void add(InputPackage reference, Path archive) throws BuildException, IOException {
        Path target = folder.resolve(reference.folder()).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new BuildException("the folder " + reference.folder() + " of the package " + reference.id()
                    + " must be in the working folder, but is outside");
        }
        if (reference.extract()) {
            checkParents(reference, target);
            try {
                Files.createDirectories(target.getParent());
                Files.createDirectory(target);
            } catch (FileAlreadyExistsException e) {
                throw new BuildException("the package " + reference.id() + " must be placed in the folder "
                        + reference.folder() + ", but the SDI contains it already");
            }
            extract(reference, archive, target);
        } else {
            Path file = target.resolveSibling(target.getFileName() + ArchiveFormat.extension(reference.fileName()));
            checkParents(reference, file);
            Files.createDirectories(file.getParent());
            Files.move(archive, file);
        }
    }

    /** Reads the SDI's {@code sdi.yaml}, or returns the defaults if there is no such file. */
    public SdiFile sdiFile() throws BuildException, IOException {
        Path file = folder.resolve(SdiFile.NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return SdiFile.DEFAULT;
        }
        try {
            return SdiFileReader.read(Files.readAllBytes(file));
        } catch (SdiFileException e) {
            var first = e.problems().getFirst();
            List<String> all = e.problems().stream().map(Object::toString).toList();
            throw new BuildException(first.message(), SdiFile.NAME, first.line(), all);
        }
    }

    /** A link of the SDI must not redirect the files of another package. */
    private void checkParents(InputPackage reference, Path target) throws BuildException {
        Path path = folder;
        for (Path part : folder.relativize(target)) {
            path = path.resolve(part);
            if (Files.isSymbolicLink(path)) {
                throw new BuildException("the package " + reference.id() + " must be placed in " + reference.folder()
                        + ", but the SDI has a link there");
            }
        }
    }

    private Extractor.Extracted extract(InputPackage source, Path archive, Path target)
            throws BuildException, IOException {
        ArchiveFormat format = ArchiveFormat.of(source.fileName())
                .orElseThrow(() -> new BuildException(
                        "the package must be an archive of a known format, but was " + source.fileName()));
        try {
            return extractor.extract(archive, format, target);
        } catch (ArchiveException e) {
            throw new BuildException("cannot extract " + source.id() + " " + source.version() + " (" + source.fileName()
                    + "): " + e.getMessage());
        }
    }
}
