package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * A package of a build.
 *
 * @param id its id
 * @param version the chosen version
 * @param repository the repository that holds it
 * @param digest the digest of the package's file, a blob of that repository
 * @param size the file's size, in bytes
 * @param fileName the file's name; its extension determines the archive format
 * @param extract whether it is extracted; otherwise the file itself is placed there
 * @param folder its folder beside the SDI; empty for the SDI itself, which is the working folder
 */
public record InputPackage(
        String id,
        String version,
        RepositoryName repository,
        Digest digest,
        long size,
        String fileName,
        boolean extract,
        String folder) {}
