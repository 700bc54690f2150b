package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/blobs/<digest>?repository=}: the bytes of a small blob, such as a config or an SBOM. A page in a browser may not
 * follow the redirect of {@link GetBlob} to another host.
 */
public final class GetSmallBlob implements Operation {
    /** The size of the largest blob, in bytes. In base64 it fits the response of a function. */
    public static final int MAX_SIZE = 4 * 1024 * 1024;

    private final Blobs blobs;
    private final BlobBytes bytes;
    private final Repositories repositories;

    public GetSmallBlob(Blobs blobs, BlobBytes bytes, Repositories repositories) {
        this.blobs = blobs;
        this.bytes = bytes;
        this.repositories = repositories;
    }

    @Override
    public Response handle(Call call) {
        Repository repository = DescribeRepository.inQuery(call, repositories);
        Digest digest = call.digest();
        StoredBlob blob = blobs.find(repository.name(), digest)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.BLOB_UNKNOWN, repository.name().familiar() + " has no blob " + digest));
        if (blob.size() > MAX_SIZE) {
            throw JsonBody.invalid("a blob here must have at most " + MAX_SIZE + " bytes, but this has " + blob.size()
                    + ": get it at /v2/<name>/blobs/<digest>");
        }
        byte[] content = blob.size() == 0 ? new byte[0] : bytes.read(blob, 0, (int) blob.size());
        // Clients pushed the bytes: no browser may show or run them.
        return Response.of(200, "application/octet-stream", content)
                .with("Cache-Control", "private, max-age=86400, immutable")
                .with("Content-Disposition", "attachment")
                .with("Docker-Content-Digest", digest.toString());
    }

    @Override
    public Set<String> parameters() {
        return Set.of("repository");
    }
}
