package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Action;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;

/** Reads the requests of the operations on packages, and checks access. */
final class PackageCalls {
    private PackageCalls() {}

    static SpaceName space(Call call) {
        return call.space();
    }

    static PackageId id(Call call) {
        return JsonBody.valid(() -> new PackageId(call.part("id")));
    }

    static PackageVersion version(Call call) {
        return JsonBody.valid(() -> new PackageVersion(call.part("version")));
    }

    /** Requires that the caller may pull the package. For other callers, the package does not exist. */
    static void requirePull(Call call, RepositoryName repository) {
        if (!call.token().allows(repository, Action.PULL)) {
            throw unknown(repository);
        }
    }

    /** Requires that the caller may perform the action. */
    static void require(Call call, RepositoryName repository, Action action) {
        if (!call.token().allows(repository, action)) {
            throw new RegistryException(
                    ErrorCode.DENIED, "the token may not " + action.word() + " " + repository.familiar());
        }
    }

    static RegistryException unknown(RepositoryName repository) {
        return new RegistryException(
                ErrorCode.NOT_FOUND,
                "there is no package " + repository.path().substring(PackageId.FOLDER.length()) + " in the space "
                        + repository.space());
    }

    static StoredPackage find(Packages packages, Call call) {
        SpaceName space = space(call);
        PackageId id = id(call);
        PackageVersion version = version(call);
        requirePull(call, id.repository(space));
        return packages.find(space, id, version)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.NOT_FOUND, "there is no package " + id + " " + version + " in the space " + space));
    }

    /** Finds the blob of a package. */
    static StoredBlob archive(Blobs blobs, StoredPackage stored) {
        Digest digest = stored.file().digest();
        return blobs.find(stored.repository(), digest)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.BLOB_UNKNOWN,
                        "the bytes of " + stored.id() + " " + stored.version() + " were deleted: " + digest));
    }

    /** Parses the SHA-256 digest in a body, with or without the algorithm's name. */
    static Digest digest(JsonNode body) {
        String text = JsonBody.required(body, "sha256");
        return JsonBody.valid(
                () -> text.contains(":") ? sha256(Digest.parse(text)) : new Digest(DigestAlgorithm.SHA256, text));
    }

    private static Digest sha256(Digest digest) {
        if (digest.algorithm() != DigestAlgorithm.SHA256) {
            throw new IllegalArgumentException("the field sha256 must be a SHA-256 digest, but was one of "
                    + digest.algorithm().prefix());
        }
        return digest;
    }
}
