package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;
import java.util.Map;

/**
 * What the rules make of a repository.
 *
 * @param repository the repository
 * @param verdicts the decision about each tag, and about each manifest that has no tag and belongs to no other; in the order of their names
 * @param manifests the manifests that go, those that others contain or that refer to others included; each after those that contain it
 * @param named the tags of the manifests that go
 * @param tags the tags that go though their manifests stay, with these manifests
 * @param staying the number of manifests that stay
 * @param bytes the bytes that come free in this repository: blobs that only manifests use which go, and these manifests
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

    /** The tags of a manifest that goes. */
    List<Tag> tagsOf(Digest digest) {
        return named.getOrDefault(digest, List.of());
    }

    /** The number of tags and of manifests that go. */
    public int going() {
        return manifests.size() + tags.size();
    }
}
