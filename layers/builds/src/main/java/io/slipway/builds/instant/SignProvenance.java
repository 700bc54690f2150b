package io.slipway.builds.instant;

import io.slipway.builds.attest.Attached;
import io.slipway.builds.attest.Provenance;
import io.slipway.builds.attest.SignedStatement;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.StoredManifest;
import java.io.IOException;
import java.util.List;

/**
 * Attaches signed provenance to the image of a job. The job itself must not sign: it runs the programs of a
 * Dockerfile, which could use its rights to sign for any image. The statement contains what the registry has recorded
 * about the build.
 */
public final class SignProvenance {
    private final InstantEngine.Ports ports;

    public SignProvenance(InstantEngine.Ports ports) {
        this.ports = ports;
    }

    /**
     * Signs a statement, and stores it as a referrer of the image.
     *
     * @param image the image, an index or a manifest
     * @param host the registry's host
     * @param pusher the id of the job's token
     * @throws IOException if the image or its repository was deleted
     */
    public void attach(BuildInputs inputs, StoredManifest image, String host, String pusher) throws IOException {
        Attached signed = SignedStatement.of(
                new Descriptor(image.mediaType(), image.digest(), image.content().length),
                Provenance.of(inputs, image.digest(), host),
                Provenance.PREDICATE_TYPE,
                ports.signer());
        new ImageStore(ports.store(), inputs.repository(), pusher)
                .publish(signed.blobs(), List.of(new ImageStore.TaggedDocument(signed.manifest(), List.of())));
    }
}
