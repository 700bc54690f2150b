package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Gateway;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of an HTTP API, payload format 2.0. */
final class HttpEvents {
    private HttpEvents() {}

    static Request request(APIGatewayV2HTTPEvent event, Optional<URI> publicUrl, Optional<String> edgeProof) {
        var http = event.getRequestContext().getHttp();
        Map<String, String> headers = new HashMap<>();
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        boolean proven = isProven(event, edgeProof);
        tellAddress(headers, publicUrl, proven, event.getRequestContext().getDomainName());
        return new Request(
                http.getMethod(),
                event.getRawPath(),
                query(event.getRawQueryString()),
                headers,
                body(event),
                address(headers, proven).orElse(http.getSourceIp() == null ? "" : http.getSourceIp()),
                gateway(event.getRequestContext()));
    }

    /** Returns whether the distribution sent a request. */
    static boolean isProven(APIGatewayV2HTTPEvent event, Optional<String> edgeProof) {
        return event.getHeaders() != null
                && edgeProof
                        .filter(proof -> proof.equals(event.getHeaders().get("x-slipway-edge")))
                        .isPresent();
    }

    /**
     * The registry's own address: the configured one, or what the distribution says (which names itself, and not what the client named),
     * or the gateway's. What a client says never gets further than this.
     */
    private static void tellAddress(
            Map<String, String> headers, Optional<URI> publicUrl, boolean proven, @Nullable String gateway) {
        headers.put("x-forwarded-proto", publicUrl.map(URI::getScheme).orElse("https"));
        headers.put("host", gateway == null ? "" : gateway);
        if (publicUrl.isPresent()) {
            headers.put("x-forwarded-host", publicUrl.get().getAuthority());
        } else if (!proven) {
            headers.remove("x-forwarded-host");
        }
    }

    /**
     * The client's address as the distribution says it: the gateway sees that of the distribution. Clients can send the same header, and
     * can go to the gateway directly, but do not know what proves that the distribution sent a request.
     */
    private static Optional<String> address(Map<String, String> headers, boolean proven) {
        return Optional.ofNullable(proven ? headers.get("x-slipway-viewer") : null);
    }

    private static Gateway gateway(APIGatewayV2HTTPEvent.RequestContext context) {
        var authorizer = context.getAuthorizer();
        var iam = authorizer == null ? null : authorizer.getIam();
        return new Gateway(
                Optional.ofNullable(context.getDomainName()).orElse(""),
                Optional.ofNullable(iam == null ? null : iam.getUserArn()));
    }

    private static Query query(@Nullable String raw) {
        try {
            return Query.parse(raw == null ? "" : raw);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(ErrorCode.UNSUPPORTED, 400, "the query string has broken escapes");
        }
    }

    private static Body body(APIGatewayV2HTTPEvent event) {
        String body = event.getBody();
        if (body == null) {
            return Body.EMPTY;
        }
        return Body.of(
                event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Bodies travel in base64, always: a manifest's bytes must arrive as they are. Some of what is answered others have stored, or sent:
     * no browser is to take it for anything but what it is said to be.
     */
    static APIGatewayV2HTTPResponse response(Response answer) {
        Response response = answer.with("X-Content-Type-Options", "nosniff");
        boolean empty = response.body().length == 0;
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(response.status())
                .withHeaders(response.headers())
                .withBody(empty ? "" : Base64.getEncoder().encodeToString(response.body()))
                .withIsBase64Encoded(!empty)
                .build();
    }
}
