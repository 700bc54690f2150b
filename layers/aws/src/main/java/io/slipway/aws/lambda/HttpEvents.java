package io.slipway.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Gateway;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Converts the events of an HTTP API, payload format 2.0. */
final class HttpEvents {
    private HttpEvents() {}

    static Request request(HttpEvent event, Optional<URI> publicUrl, Optional<String> edgeProof) {
        Map<String, String> headers = new HashMap<>(event.headers());
        boolean proven = isProven(event, edgeProof);
        tellAddress(headers, publicUrl, proven, event.domain());
        return new Request(
                event.method(),
                event.path(),
                query(event.query()),
                headers,
                event.body(),
                address(headers, proven).orElse(event.sourceAddress()),
                new Gateway(event.domain(), event.principal()));
    }

    /** Returns whether the distribution sent a request. */
    static boolean isProven(HttpEvent event, Optional<String> edgeProof) {
        return edgeProof
                .filter(proof -> proof.equals(event.headers().get("x-slipway-edge")))
                .isPresent();
    }

    /**
     * Returns the registry's own URL: the configured one, or one with the host in the distribution's header (its own name, whatever host the client
     * sent), or the gateway's. A host from a client is never used.
     */
    private static void tellAddress(
            Map<String, String> headers, Optional<URI> publicUrl, boolean proven, String gateway) {
        headers.put("x-forwarded-proto", publicUrl.map(URI::getScheme).orElse("https"));
        headers.put("host", gateway);
        if (publicUrl.isPresent()) {
            headers.put("x-forwarded-host", publicUrl.get().getAuthority());
        } else if (!proven) {
            headers.remove("x-forwarded-host");
        }
    }

    /**
     * Returns the client's address from the distribution's header, since the gateway sees the distribution's own. Clients can send the same header,
     * and can reach the gateway directly, but do not know the proof that the distribution adds.
     */
    private static Optional<String> address(Map<String, String> headers, boolean proven) {
        return Optional.ofNullable(proven ? headers.get("x-slipway-viewer") : null);
    }

    private static Query query(String raw) {
        try {
            return Query.parse(raw);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    ErrorCode.UNSUPPORTED, 400, "the query string must be percent-encoded, but has broken escapes");
        }
    }

    /**
     * Bodies are always encoded in base64, so that a manifest's bytes arrive unchanged. Some responses contain bytes that clients have stored or
     * sent: browsers must not guess another media type.
     */
    static void write(Response answer, OutputStream out) throws IOException {
        Response response = answer.with("X-Content-Type-Options", "nosniff");
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("statusCode", response.status());
        ObjectNode headers = json.putObject("headers");
        response.headers().forEach(headers::put);
        json.put("body", response.body()).put("isBase64Encoded", true);
        JsonTree.write(json, out);
    }
}
