package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import java.time.Instant;
import java.util.Optional;

/**
 * The mount of a blob that the space has already (specification, "Mounting a blob from another repository"). A mount that fails for any reason
 * becomes an upload: a refusal would reveal which repositories have the blob.
 */
public final class MountBlob {
    private final Blobs blobs;
    private final BlobLinks links;

    public MountBlob(Blobs blobs, BlobLinks links) {
        this.blobs = blobs;
        this.links = links;
    }

    /**
     * Links the blob that {@code ?mount=<digest>[&from=<name>]} names, and returns its digest; empty if an upload has to begin.
     *
     * @param since the creation time of the space
     */
    public Optional<Digest> mount(Call call, Instant since) {
        return call.digestParameter("mount").filter(digest -> link(call, digest, since));
    }

    private boolean link(Call call, Digest digest, Instant since) {
        RepositoryName target = call.repository();
        Optional<RepositoryName> from = call.request()
                .parameter("from")
                .flatMap(RepositoryName::parseIfValid)
                .map(name -> name.space().value().equals(target.space().value())
                        ? name.at(target.space().generation())
                        : name);
        if (from.isEmpty()) {
            return call.caller().mayPullAllOf(target.space()) && links.linkFromSpace(target, digest, since);
        }
        return from.filter(name -> name.space().equals(target.space()))
                .filter(call::mayPull)
                .filter(name -> mountFrom(name, target, digest))
                .isPresent();
    }

    /** Links a blob that has landed in the source to the source first: the mount's own write checks that link. */
    private boolean mountFrom(RepositoryName source, RepositoryName target, Digest digest) {
        BlobLink link = links.find(source, digest);
        return link.blob()
                .or(() -> blobs.landed(source, digest, link)
                        .filter(landed -> links.isCurrent(source, digest, landed))
                        .filter(landed -> links.linkLanded(source, digest, landed, link))
                        .findFirst()
                        .map(Landed::blob))
                .filter(blob -> links.mount(source, target, digest, blob))
                .isPresent();
    }
}
