package io.slipway.builds.instant;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Collection;
import java.util.Map;

/** Records the layers that builds of a space have written, by a digest of their contents. */
public interface WrittenLayers {

    /**
     * A layer.
     *
     * @param digest the digest of its blob
     * @param blob its stored object
     * @param diff the digest of its uncompressed tar
     * @param holder the first repository with a link to it
     */
    record WrittenLayer(Digest digest, StoredBlob blob, Digest diff, RepositoryName holder) {}

    /** Finds the layers of these keys, whose blobs may have been deleted. One read for each hundred. */
    Map<String, WrittenLayer> findAll(SpaceName space, Collection<String> keys);

    /** Records a layer. One write. */
    void remember(String key, WrittenLayer layer);
}
