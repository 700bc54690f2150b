package io.slipway.builds.instant;

import io.slipway.builds.files.FileTree;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.parallel.Parallel;
import io.slipway.features.bill.Component;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * The packages of a build.
 *
 * @param tree their files, as laid out in the working folder
 * @param components the packages of other ecosystems found in each extracted one
 */
record FetchedPackages(FileTree tree, Map<InputPackage, SortedSet<Component>> components) {

    /**
     * A package of the build.
     *
     * @param blob its archive, unless it was deleted
     * @param index its index, if it is to be extracted and was indexed before
     */
    private record Located(Optional<StoredBlob> blob, Optional<byte[]> index) {}

    /** Lists the packages' files from their indexes, which are read in parallel. */
    static FetchedPackages of(BuildInputs inputs, Blobs blobs, CountedBytes bytes, ArchiveIndexer indexer, BuildLog log)
            throws BuildException, IOException {
        List<InputPackage> sources = new ArrayList<>(List.of(inputs.sdi()));
        sources.addAll(inputs.packages());
        List<Supplier<Located>> calls = new ArrayList<>();
        sources.forEach(source -> calls.add(() -> new Located(
                blobs.find(source.repository(), source.digest()),
                source.extract() ? indexer.known(source) : Optional.empty())));
        List<Located> located = Parallel.all(calls);
        PackageFiles folder = new PackageFiles(bytes);
        Map<InputPackage, SortedSet<Component>> components = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            InputPackage source = sources.get(i);
            StoredBlob blob = located.get(i)
                    .blob()
                    .orElseThrow(() -> new BuildException("the package " + source.id() + " " + source.version()
                            + " was deleted after the build was requested"));
            Optional<PackageIndex> index = source.extract()
                    ? Optional.of(
                            indexer.packageIndex(source, blob, located.get(i).index()))
                    : Optional.empty();
            if (index.isPresent()) {
                components.put(source, index.get().components());
                log.say("indexed " + source.id() + " " + source.version() + ": "
                        + index.get().files().size() + " files, " + source.digest());
            }
            if (i == 0) {
                folder.addSdi(source, blob, index.orElseThrow());
            } else {
                folder.add(source, blob, index);
            }
        }
        return new FetchedPackages(folder.tree(), components);
    }
}
