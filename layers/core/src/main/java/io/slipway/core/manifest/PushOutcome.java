package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import java.util.List;

/**
 * The outcome of a push.
 *
 * @param stored whether all of it was stored; otherwise nothing was
 * @param pinned the tags that only the build of a deployment may set, or that are immutable; if empty, and nothing was stored, the repository has changed since it
 * was read, or a tag that had to be new exists
 * @param retyped whether the digest is stored with another media type, which it keeps
 */
public record PushOutcome(boolean stored, List<Tag> pinned, boolean retyped) {
    public PushOutcome {
        pinned = List.copyOf(pinned);
    }

    /** Returns the error for a push that would move an immutable tag, or that of a deployment. */
    public static RegistryException refusal(RepositoryName repository, Tag tag, RepositoryState seen) {
        if (seen.isImmutable(repository, tag)) {
            return new RegistryException(
                    ErrorCode.DENIED,
                    repository.familiar() + ":" + tag + " is immutable by the rules of its space; push another tag");
        }
        return new RegistryException(
                ErrorCode.DENIED,
                repository.familiar() + ":" + tag
                        + " is the image of a deployment, which only its build sets; push another tag,"
                        + " or ask for a build");
    }

    /** Returns the error for a push that would change the media type of a stored manifest: every tag of its digest would change with it. */
    public static RegistryException retypes(Manifest manifest, Digest digest) {
        return new RegistryException(
                ErrorCode.MANIFEST_INVALID,
                "the media type of a stored manifest must not change: " + digest + " is stored with another one than "
                        + manifest.mediaType());
    }
}
