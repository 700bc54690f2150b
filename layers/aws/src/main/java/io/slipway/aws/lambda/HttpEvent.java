package io.slipway.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The event of an HTTP API, payload format 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs"), reduced to the
 * parts that are used here. It is read by hand, because Lambda's own mapping to classes takes longer to load than all other code of a first request.
 *
 * @param method the method
 * @param path the path, decoded
 * @param query the query string as the client sent it
 * @param headers the headers by lower-case name
 * @param body the body
 * @param sourceAddress the client's address as the gateway sees it
 * @param domain the host that the request was sent to
 * @param principal the ARN of the principal that signed the request, if the route asks for a signature
 */
record HttpEvent(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        Body body,
        String sourceAddress,
        String domain,
        Optional<String> principal) {

    HttpEvent {
        headers = Map.copyOf(headers);
    }

    static HttpEvent read(InputStream json) throws IOException {
        EventText text = EventText.read(json.readAllBytes());
        JsonNode event = text.members();
        JsonNode context = event.path("requestContext");
        JsonNode http = context.path("http");
        Map<String, String> headers = new HashMap<>();
        event.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return new HttpEvent(
                http.path("method").asText(),
                event.path("rawPath").asText(),
                event.path("rawQueryString").asText(),
                headers,
                text.body(),
                http.path("sourceIp").asText(),
                context.path("domainName").asText(),
                Optional.ofNullable(
                        context.path("authorizer").path("iam").path("userArn").textValue()));
    }
}
