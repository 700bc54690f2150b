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
 * @param tag its tag
 * @param id its id, as spelled
 * @param version its version, as spelled
 * @param file its archive
 * @param manifest the digest of its manifest
 * @param created its push time, according to its manifest
 */
public record StoredPackage(
        RepositoryName repository,
        Tag tag,
        PackageId id,
        PackageVersion version,
        PackageFile file,
        Digest manifest,
        Optional<Instant> created) {}
