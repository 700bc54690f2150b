package io.slipway.builds.view;

import io.slipway.builds.attest.Signer;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.nio.charset.StandardCharsets;

/** {@code GET /api/provenance-key}: returns the public key that verifies the provenance of images, in PEM. */
public final class GetProvenanceKey implements Operation {
    private final Signer signer;

    public GetProvenanceKey(Signer signer) {
        this.signer = signer;
    }

    @Override
    public Response handle(Call call) {
        return Response.of(200, "application/x-pem-file", signer.publicKey().getBytes(StandardCharsets.US_ASCII))
                .with("Cache-Control", "max-age=300");
    }
}
