package io.slipway.core.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/manifests/<digest>/blobs?repository=}: lists the config and the layers of a manifest, each with the number
 * of the repository's manifests that use it.
 */
public final class DescribeBlobs implements Operation {
    /** The number up to which the users of a blob are counted. */
    public static final int MAX_USERS = 25;

    /** The maximum number of blobs whose users are counted, each by a call: more than the layers of any image. */
    public static final int MAX_COUNTED = 128;

    private final Manifests manifests;
    private final Repositories repositories;

    public DescribeBlobs(Manifests manifests, Repositories repositories) {
        this.manifests = manifests;
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository =
                DescribeRepository.inQuery(call, repositories).name();
        Digest digest = call.digest();
        StoredManifest manifest = manifests
                .find(repository, digest)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.MANIFEST_UNKNOWN, repository.familiar() + " has no manifest " + digest));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("blobs");
        List<Descriptor> blobs =
                ManifestReader.read(manifest.content(), manifest.mediaType()).blobs();
        for (int i = 0; i < blobs.size(); i++) {
            ObjectNode blob = blobs.get(i).json();
            list.add(blob);
            if (i < MAX_COUNTED) {
                blob.put("users", manifests.countUsers(repository, blobs.get(i).digest(), MAX_USERS));
            }
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("repository");
    }
}
