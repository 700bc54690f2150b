package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import java.time.Instant;
import java.util.Optional;

/**
 * The mount of a blob that the space has already (specification, "Mounting a blob from another repository"). What cannot be
 * mounted, for whatever reason, becomes an upload: a refusal would tell who has which blob.
 */
public final class MountBlob {
    private final Blobs blobs;
    private final BlobLinks links;

    public MountBlob(Blobs blobs, BlobLinks links) {
        this.blobs = blobs;
        this.links = links;
    }

    /**
     * The answer to {@code ?mount=<digest>[&from=<name>]}; empty where an upload has to begin.
     *
     * @param since since when the space is there
     */
    public Optional<Response> mount(Call call, Instant since) {
        RepositoryName target = call.repository();
        return call.digestParameter("mount")
                .filter(digest -> link(call, digest, since))
                .map(digest -> Response.of(201)
                        .with("Location", "/v2/" + target.familiar() + "/blobs/" + digest)
                        .with("Docker-Content-Digest", digest.toString()));
    }

    private boolean link(Call call, Digest digest, Instant since) {
        RepositoryName target = call.repository();
        Optional<RepositoryName> from = call.request().parameter("from").flatMap(RepositoryName::parseIfValid);
        if (from.isEmpty()) {
            return call.caller().mayPullAllOf(target.space()) && links.linkFromSpace(target, digest, since);
        }
        Optional<StoredBlob> source = from.filter(name -> name.space().equals(target.space()))
                .filter(call::mayPull)
                .flatMap(name -> blobs.find(name, digest));
        source.ifPresent(blob -> links.link(target, digest, blob));
        return source.isPresent();
    }
}
