package io.slipway.builds.instant;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Dockerfile and its build context.
 *
 * @param name its path in the working folder
 * @param file the parsed Dockerfile
 * @param context the working folder, without the files that {@code .dockerignore} excludes
 */
record Dockerfiles(String name, Dockerfile file, FileTree context) {
    /** The maximum size of a Dockerfile, and of a {@code .dockerignore}, in bytes: 1 MiB. */
    static final int MAX_SIZE = 1 << 20;

    /** Reads the Dockerfile of a package. */
    static Dockerfiles of(String id, FileTree tree, String name) throws BuildException, IOException {
        String text =
                text(tree, name).orElseThrow(() -> new BuildException("the package " + id + " has no file " + name));
        Dockerfile file;
        try {
            file = Dockerfile.parse(text);
        } catch (DockerfileException e) {
            throw failure(name, e);
        }
        Optional<String> ignore = text(tree, name + ".dockerignore");
        return new Dockerfiles(
                name,
                file,
                Contexts.of(
                        tree,
                        ignore.isPresent()
                                ? ignore.get()
                                : text(tree, ".dockerignore").orElse("")));
    }

    private static Optional<String> text(FileTree tree, String path) throws BuildException, IOException {
        Optional<byte[]> content = read(tree, path, MAX_SIZE + 1);
        if (content.filter(bytes -> bytes.length > MAX_SIZE).isPresent()) {
            throw new BuildException(
                    "the file must have at most " + MAX_SIZE + " bytes, but has more", path, 0, List.of());
        }
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Reads the first bytes of a file; empty if there is no such file. */
    static Optional<byte[]> read(FileTree tree, String path, int most) throws IOException {
        Optional<Place> place = tree.find(path).flatMap(FileNode::content);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        byte[][] read = {new byte[0]};
        place.get().source().read(Set.of(place.get().number()), (number, body) -> read[0] = body.readNBytes(most));
        return Optional.of(read[0]);
    }

    BuildException failure(DockerfileException e) {
        return failure(name, e);
    }

    private static BuildException failure(String name, DockerfileException e) {
        return new BuildException(String.valueOf(e.getMessage()), name, e.line(), List.of());
    }
}
