package io.slipway.client;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Pulls manifests, and verifies their digests. */
public final class ManifestPuller {
    static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST);

    private final Session session;

    public ManifestPuller(Session session) {
        this.session = session;
    }

    /** Returns the manifest of this reference, if it exists. */
    public Optional<PulledManifest> pull(RemoteRepository repository, Reference reference) throws IOException {
        HttpResponse<InputStream> response = session.send(
                repository,
                () -> HttpRequest.newBuilder(session.registry().of(repository, "manifests/" + reference))
                        .header("Accept", ACCEPT));
        if (response.statusCode() == 404) {
            response.body().close();
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw Session.failure("cannot pull " + repository + " " + reference, response);
        }
        try (InputStream body = response.body()) {
            byte[] content = body.readNBytes(Manifest.MAX_SIZE + 1);
            DigestAlgorithm algorithm =
                    reference instanceof DigestReference known ? known.digest().algorithm() : DigestAlgorithm.SHA256;
            Digest digest = Digest.of(algorithm, content);
            if (reference instanceof DigestReference known && !known.digest().equals(digest)) {
                throw new ClientException(
                        0, "the digest of the received manifest must be " + known + ", but is another");
            }
            String mediaType = response.headers().firstValue("Content-Type").orElse("");
            return Optional.of(new PulledManifest(digest, mediaType, content));
        }
    }
}
