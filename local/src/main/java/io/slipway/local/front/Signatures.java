package io.slipway.local.front;

import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.AwsRequest;
import io.slipway.local.gate.Refusal;
import io.slipway.local.gate.SignatureV4;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Verifies Signature Version 4 for routes with IAM authorization, as API Gateway does. */
final class Signatures {
    private final SignatureV4 signatures;

    /**
     * @param keys the secret access keys, by their ids
     * @param region the region for which requests are signed
     */
    Signatures(Map<String, String> keys, String region, Clock clock) {
        this.signatures = new SignatureV4(
                id -> Optional.ofNullable(keys.get(id)).map(secret -> new AccessKey(id, secret, "")), region, clock);
    }

    /** Returns the id of the key that signed the request; empty without a valid, recent signature of a known key. */
    Optional<String> signer(Exchange exchange, byte[] body) {
        AwsRequest request = new AwsRequest(
                exchange.method(),
                exchange.path(),
                exchange.query(),
                exchange.headers(),
                new ByteArrayInputStream(body));
        try {
            return Optional.of(signatures.signer(request, body, "execute-api"));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }
}
