package io.slipway.core.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * The usage of a repository.
 *
 * @param path its path in the space; empty while only changes of other repositories concern it
 * @param blobs all blobs that it is linked to
 * @param unique those of them that no other repository of the space is linked to
 * @param manifests its manifests, those in the bin among them
 * @param pushed the time of its last push, to the second
 */
public record RepositoryUsage(String path, Amount blobs, Amount unique, Amount manifests, Optional<Instant> pushed) {
    public static final RepositoryUsage NOTHING =
            new RepositoryUsage("", Amount.NONE, Amount.NONE, Amount.NONE, Optional.empty());

    RepositoryUsage named(String name) {
        return new RepositoryUsage(name, blobs, unique, manifests, pushed);
    }

    RepositoryUsage plus(Amount moreBlobs, Amount moreUnique, Amount moreManifests) {
        return new RepositoryUsage(
                path, blobs.plus(moreBlobs), unique.plus(moreUnique), manifests.plus(moreManifests), pushed);
    }

    RepositoryUsage pushedAt(Optional<Instant> moment) {
        Optional<Instant> last =
                pushed.isEmpty() || moment.filter(pushed.get()::isBefore).isPresent() ? moment : pushed;
        return new RepositoryUsage(path, blobs, unique, manifests, last);
    }

    public long bytes() {
        return blobs.bytes() + manifests.bytes();
    }

    public boolean isNothing() {
        return blobs.equals(Amount.NONE) && unique.equals(Amount.NONE) && manifests.equals(Amount.NONE);
    }
}
