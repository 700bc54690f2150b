package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;

/**
 * A package that goes into a build.
 *
 * @param id its id
 * @param version the one version that was chosen
 * @param repository the repository that holds it
 * @param digest the digest of the package's file, a blob of that repository
 * @param size the file's size, in bytes
 * @param fileName the file's name; its extension names the kind of archive
 * @param extract whether it is extracted; otherwise the file itself is placed in the folder
 * @param folder the folder beside the SDI that it goes to; empty for the SDI itself, which is the working folder
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
