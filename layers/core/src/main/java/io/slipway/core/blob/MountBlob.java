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
        return call.digestParameter("mount").flatMap(digest -> {
            RepositoryName target = call.repository();
            Optional<StoredBlob> source = source(call, digest, since);
            source.ifPresent(blob -> links.link(target, digest, blob));
            return source.map(blob -> Response.of(201)
                    .with("Location", "/v2/" + target.familiar() + "/blobs/" + digest)
                    .with("Docker-Content-Digest", digest.toString()));
        });
    }

    private Optional<StoredBlob> source(Call call, Digest digest, Instant since) {
        RepositoryName target = call.repository();
        Optional<RepositoryName> from = call.request().parameter("from").flatMap(RepositoryName::parseIfValid);
        if (from.isPresent()) {
            return from.filter(name -> name.space().equals(target.space()))
                    .filter(call::mayPull)
                    .flatMap(name -> blobs.find(name, digest));
        }
        return call.caller().mayPullAllOf(target.space())
                ? links.anywhereIn(target.space(), digest, since)
                : Optional.empty();
    }
}
