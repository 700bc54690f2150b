package io.slipway.packages.feed;

import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The packages of all spaces. The caller checks access: packages are repositories like any other. */
public final class Packages {
    /** The maximum number of versions of one package that a range or a list considers. */
    public static final int MAX_VERSIONS = 10_000;

    private static final int PAGE = 100;

    private final Manifests manifests;
    private final PackageListing listing;

    public Packages(Manifests manifests, PackageListing listing) {
        this.manifests = manifests;
        this.listing = listing;
    }

    /** Finds a version of a package. Two reads. */
    public Optional<StoredPackage> find(SpaceName space, PackageId id, PackageVersion version) {
        RepositoryName repository = id.repository(space);
        return manifests
                .resolve(repository, version.tag())
                .flatMap(digest -> manifests.find(repository, digest))
                .flatMap(manifest -> PackageManifest.read(repository, version.tag(), manifest));
    }

    /**
     * Returns the repositories of the space's packages, ordered by name. One read for each page of the table.
     *
     * @param after the lower-case id after which to begin; empty for the beginning
     * @param limit the maximum number
     */
    List<RepositoryName> repositories(SpaceName space, String after, int limit) {
        return listing.repositories(space, after, limit);
    }

    /** Returns all versions of a package, ordered by tag, not by version. Two reads for each hundred. */
    public List<StoredPackage> versions(SpaceName space, PackageId id) {
        RepositoryName repository = id.repository(space);
        List<StoredPackage> versions = new ArrayList<>();
        PackageListing.Page page;
        String after = "";
        do {
            page = listing.manifests(repository, after, PAGE);
            page.manifests()
                    .forEach(it -> PackageManifest.read(repository, it.tag(), it.manifest())
                            .ifPresent(versions::add));
            after = page.last();
        } while (page.more() && versions.size() < MAX_VERSIONS);
        return versions;
    }
}
