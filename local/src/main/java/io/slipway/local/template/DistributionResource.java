package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The CloudFront distribution.
 *
 * @param arn its ARN
 * @param origins the kind of each origin, by its id
 * @param originHeaders the headers of requests to an origin, which replace a client's, by the origin's id
 * @param behaviours the behaviours, in the order in which CloudFront tries them; the default one last
 * @param edgeFunctions the code of the edge functions, by logical id
 */
public record DistributionResource(
        String arn,
        Map<String, OriginKind> origins,
        Map<String, Map<String, String>> originHeaders,
        List<Behaviour> behaviours,
        Map<String, String> edgeFunctions) {

    /** The kinds of origins. */
    public enum OriginKind {
        /** The HTTP API. */
        API,
        /** The bucket, with requests that the distribution signs. */
        SIGNED_BUCKET,
        /** The bucket, with requests that are signed already. */
        BUCKET,
        /** The stream lane's server. */
        SERVER
    }

    /**
     * A cache behaviour.
     *
     * @param pathPattern the paths
     * @param origin the origin's id
     * @param request the function of viewer requests, by logical id
     * @param response the function of viewer responses, by logical id
     * @param headers the headers that its response headers policy adds to every response
     */
    public record Behaviour(
            Pattern pathPattern,
            String origin,
            Optional<String> request,
            Optional<String> response,
            Map<String, String> headers) {
        /** Returns whether it handles requests of this path. */
        public boolean matches(String path) {
            return pathPattern.matcher(path).matches();
        }
    }

    static DistributionResource read(
            String arn, JsonNode config, Map<String, String> edgeFunctions, Map<String, JsonNode> others) {
        Map<String, OriginKind> origins = new LinkedHashMap<>();
        Map<String, Map<String, String>> originHeaders = new LinkedHashMap<>();
        for (JsonNode origin : config.path("Origins")) {
            String id = origin.path("Id").asText();
            origins.put(id, kind(origin));
            Map<String, String> headers = new LinkedHashMap<>();
            origin.path("OriginCustomHeaders")
                    .forEach(header -> headers.put(
                            header.path("HeaderName").asText(),
                            header.path("HeaderValue").asText()));
            originHeaders.put(id, headers);
        }
        List<Behaviour> behaviours = new ArrayList<>();
        config.path("CacheBehaviors")
                .forEach(behaviour -> behaviours.add(
                        read(behaviour, behaviour.path("PathPattern").asText(), others)));
        behaviours.add(read(config.path("DefaultCacheBehavior"), "*", others));
        return new DistributionResource(arn, origins, originHeaders, behaviours, edgeFunctions);
    }

    private static OriginKind kind(JsonNode origin) {
        if (origin.has("S3OriginConfig")) {
            boolean signed = origin.has("OriginAccessControlId")
                    || !origin.path("S3OriginConfig")
                            .path("OriginAccessIdentity")
                            .asText()
                            .isEmpty();
            return signed ? OriginKind.SIGNED_BUCKET : OriginKind.BUCKET;
        }
        return origin.path("DomainName").asText().contains(".execute-api.") ? OriginKind.API : OriginKind.SERVER;
    }

    private static Behaviour read(JsonNode behaviour, String pathPattern, Map<String, JsonNode> others) {
        Map<String, String> functions = new LinkedHashMap<>();
        for (JsonNode association : behaviour.path("FunctionAssociations")) {
            String attribute = association.path("FunctionARN").asText();
            functions.put(association.path("EventType").asText(), attribute.substring(0, attribute.indexOf('.')));
        }
        return new Behaviour(
                pattern(pathPattern),
                behaviour.path("TargetOriginId").asText(),
                Optional.ofNullable(functions.get("viewer-request")),
                Optional.ofNullable(functions.get("viewer-response")),
                policy(behaviour.path("ResponseHeadersPolicyId").asText(), others));
    }

    /** Returns the headers of a response headers policy, of the kinds used in the template. */
    private static Map<String, String> policy(String id, Map<String, JsonNode> others) {
        Map<String, String> headers = new LinkedHashMap<>();
        others.forEach((logical, properties) -> {
            if (Resolver.physical(logical).equals(id)) {
                JsonNode security =
                        properties.path("ResponseHeadersPolicyConfig").path("SecurityHeadersConfig");
                if (security.has("ContentTypeOptions")) {
                    headers.put("X-Content-Type-Options", "nosniff");
                }
                JsonNode referrer = security.path("ReferrerPolicy").path("ReferrerPolicy");
                if (referrer.isTextual()) {
                    headers.put("Referrer-Policy", referrer.asText());
                }
                JsonNode csp = security.path("ContentSecurityPolicy").path("ContentSecurityPolicy");
                if (csp.isTextual()) {
                    headers.put("Content-Security-Policy", csp.asText());
                }
            }
        });
        return headers;
    }

    /**
     * Compiles the pattern of a path. In the template, {@code *} matches any characters, and the first slash is
     * optional.
     */
    private static Pattern pattern(String path) {
        String whole = path.startsWith("/") || path.equals("*") ? path : "/" + path;
        return Pattern.compile(Pattern.quote(whole).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }
}
