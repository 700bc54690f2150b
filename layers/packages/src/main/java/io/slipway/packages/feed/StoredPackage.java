package io.slipway.packages.feed;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of a package in the feed.
 *
 * @param repository the repository that holds it
 * @param tag the tag that names it
 * @param id its id, as it was spelled
 * @param version its version, as it was spelled
 * @param file its archive
 * @param manifest the digest of its manifest
 * @param created when it was pushed, as its manifest says
 */
public record StoredPackage(
        RepositoryName repository,
        Tag tag,
        PackageId id,
        PackageVersion version,
        PackageFile file,
        Digest manifest,
        Optional<Instant> created) {}
