package io.slipway.builds.instant;

import io.slipway.builds.files.FileTree;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.features.bill.Component;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The packages of a build.
 *
 * @param tree their files, in the folder that the image is built from
 * @param components the packages of other ecosystems in each that was extracted
 */
record FetchedPackages(FileTree tree, Map<InputPackage, SortedSet<Component>> components) {

    /** Finds the packages' files by their indexes. */
    static FetchedPackages of(BuildInputs inputs, Blobs blobs, CountedBytes bytes, Looks looks, BuildLog log)
            throws BuildException, IOException {
        PackageFiles folder = new PackageFiles(bytes);
        Map<InputPackage, SortedSet<Component>> components = new HashMap<>();
        StoredBlob own = blob(inputs.sdi(), blobs);
        folder.addSdi(inputs.sdi(), own, look(inputs.sdi(), own, looks, components, log));
        for (InputPackage reference : inputs.packages()) {
            StoredBlob blob = blob(reference, blobs);
            folder.add(
                    reference,
                    blob,
                    reference.extract()
                            ? Optional.of(look(reference, blob, looks, components, log))
                            : Optional.empty());
        }
        return new FetchedPackages(folder.tree(), components);
    }

    private static StoredBlob blob(InputPackage source, Blobs blobs) throws BuildException {
        return blobs.find(source.repository(), source.digest())
                .orElseThrow(() -> new BuildException("the package " + source.id() + " " + source.version()
                        + " was deleted after the build was requested"));
    }

    private static PackageIndex look(
            InputPackage source,
            StoredBlob blob,
            Looks looks,
            Map<InputPackage, SortedSet<Component>> components,
            BuildLog log)
            throws BuildException, IOException {
        PackageIndex index = looks.packageIndex(source, blob);
        components.put(source, index.components());
        log.say("looked into " + source.id() + " " + source.version() + ": "
                + index.files().size() + " files, " + source.digest());
        return index;
    }
}
