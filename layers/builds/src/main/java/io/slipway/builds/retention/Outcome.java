package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;
import java.util.Map;

/**
 * The result of applying rules to a repository.
 *
 * @param repository the repository
 * @param verdicts the decisions about tags, and about manifests without a tag that do not belong to another, ordered
 *     by name
 * @param manifests the manifests to delete, including their children and referrers; each after those that contain it
 * @param named the tags of the manifests to delete
 * @param tags the tags to delete whose manifests are kept, with those manifests
 * @param staying the number of kept manifests
 * @param bytes the bytes that this frees in the repository: of the manifests to delete, and of blobs that no other
 *     manifest uses
 */
public record Outcome(
        RepositoryName repository,
        List<Verdict> verdicts,
        List<HeldManifest> manifests,
        Map<Digest, List<Tag>> named,
        Map<Tag, Digest> tags,
        int staying,
        long bytes) {
    public Outcome {
        verdicts = List.copyOf(verdicts);
        manifests = List.copyOf(manifests);
        named = Map.copyOf(named);
        tags = Map.copyOf(tags);
    }

    /** Returns the tags of a manifest to delete. */
    List<Tag> tagsOf(Digest digest) {
        return named.getOrDefault(digest, List.of());
    }

    /** Counts the tags and manifests to delete. */
    public int going() {
        return manifests.size() + tags.size();
    }
}
