package io.slipway.packages.feed;

import io.slipway.core.access.Caller;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.PushCheck;
import io.slipway.core.manifest.PushOutcome;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Spaces;
import io.slipway.core.upload.StoreBlob;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes a version of a package from a file whose bytes the package's repository has. Only one of two concurrent publishers of a version
 * succeeds: the tag is written on the condition that it does not exist.
 */
public final class PublishPackage {
    private static final int ATTEMPTS = 4;
    private static final Digest EMPTY = EmptyConfig.descriptor().digest();

    private final Packages packages;
    private final Manifests manifests;
    private final PushCheck links;
    private final StoreBlob store;
    private final PackageCheck check;
    private final Clock clock;

    public PublishPackage(
            Packages packages, Manifests manifests, Blobs blobs, StoreBlob store, PackageCheck check, Clock clock) {
        this.packages = packages;
        this.manifests = manifests;
        this.links = new PushCheck(manifests, blobs);
        this.store = store;
        this.check = check;
        this.clock = clock;
    }

    /**
     * A published version.
     *
     * @param stored the version
     * @param created whether it is new, or has new bytes
     */
    public record Published(StoredPackage stored, boolean created) {}

    /** Stores the bytes of a small archive, so that they can be published. */
    public NamedFile store(RepositoryName repository, String name, byte[] content) {
        PackageCheck.check(name, content, ErrorCode.REQUEST_INVALID);
        return new NamedFile(name, store(repository, content), true);
    }

    private Digest store(RepositoryName repository, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        store.store(repository, SessionId.next(clock.instant(), repository.space()), digest, content)
                .ifPresent(obstacle -> {
                    throw RegistryException.retryAfter("another request is storing the package; try again", 1);
                });
        return digest;
    }

    /**
     * Publishes a file.
     *
     * @param file its name and digest; its size is that of the stored bytes
     * @param replace whether different bytes of this version may be replaced
     */
    public Published publish(SpaceName space, PackageId id, PackageVersion version, NamedFile file, boolean replace) {
        // If another publisher or a deletion intervenes between the read and the write, both are repeated.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Published> published =
                    there(space, id, version, file, replace).or(() -> write(space, id, version, file, replace));
            if (published.isPresent()) {
                return published.get();
            }
        }
        throw RegistryException.retryAfter("another client changed the package at the same time; try again", 1);
    }

    private Optional<Published> write(
            SpaceName space, PackageId id, PackageVersion version, NamedFile file, boolean replace) {
        RepositoryName repository = id.repository(space);
        PushCheck.Inspection found = links.inspect(repository, List.of(EMPTY, file.digest()), Set.of(EMPTY))
                .orElseThrow(() -> Spaces.unknown(space));
        StoredBlob blob = found.blobs().get(file.digest());
        if (blob == null) {
            throw new RegistryException(
                    ErrorCode.BLOB_UNKNOWN,
                    repository.familiar() + " does not have " + file.digest() + ": upload it first");
        }
        if (!file.checked()) {
            check.check(file.name(), blob, ErrorCode.REQUEST_INVALID);
        }
        if (found.missing().contains(EMPTY)) {
            store(repository, EmptyConfig.content());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        PackageFile whole = new PackageFile(file.name(), file.digest(), blob.size());
        byte[] content = PackageManifest.write(id, version, whole, now);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        PushOutcome outcome = manifests.push(new ManifestPush(
                repository,
                digest,
                ManifestReader.read(content, MediaTypes.OCI_MANIFEST),
                content,
                List.of(version.tag()),
                found.state(),
                found.blobs().keySet(),
                Optional.empty(),
                !replace,
                Caller.ANONYMOUS));
        if (!outcome.pinned().isEmpty()) {
            throw PushOutcome.refusal(repository, outcome.pinned().getFirst(), found.state());
        }
        return outcome.stored()
                ? Optional.of(new Published(
                        new StoredPackage(repository, version.tag(), id, version, whole, digest, Optional.of(now)),
                        true))
                : Optional.empty();
    }

    /**
     * A file by name and digest.
     *
     * @param name its name
     * @param digest its digest
     * @param checked whether it is known to be an archive
     */
    public record NamedFile(String name, Digest digest, boolean checked) {
        /** Creates a file that has not been checked. */
        public NamedFile(String name, Digest digest) {
            this(name, digest, false);
        }
    }

    private Optional<Published> there(
            SpaceName space, PackageId id, PackageVersion version, NamedFile file, boolean replace) {
        Optional<StoredPackage> found = packages.find(space, id, version);
        if (found.isPresent()) {
            if (found.get().file().digest().equals(file.digest())) {
                return Optional.of(new Published(found.get(), false));
            }
            if (!replace) {
                throw new RegistryException(
                        ErrorCode.CONFLICT,
                        id + " " + version
                                + " exists already with other bytes; request its replacement, or choose another version");
            }
        }
        return Optional.empty();
    }
}
