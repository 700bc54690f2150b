package io.slipway.core.space;

import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A repository: it appears with its first manifest.
 *
 * @param name its name
 * @param created the time of its first push
 * @param visibility its visibility
 * @param deleting whether it is being deleted, or is in the bin: no client finds it
 * @param binned whether it is in the bin, from which it can be restored; a push reuses the name for a new, empty repository
 * @param pulled the last day (UTC) on which something in it was pulled, if that was recorded
 */
public record Repository(
        RepositoryName name,
        Instant created,
        Visibility visibility,
        boolean deleting,
        boolean binned,
        Optional<LocalDate> pulled) {
    Repository with(Visibility other) {
        return new Repository(name, created, other, deleting, binned, pulled);
    }
}
