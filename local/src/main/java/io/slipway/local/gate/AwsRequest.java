package io.slipway.local.gate;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call to an AWS service.
 *
 * @param method the method
 * @param path the path as the client sent it, with its escapes
 * @param query the query string as the client sent it; may be empty
 * @param headers the headers by lower-case name, repeated ones joined by commas
 * @param body the body, read once
 */
public record AwsRequest(String method, String path, String query, Map<String, String> headers, InputStream body) {

    /** Returns a header's value, empty if it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns this call with another body. */
    AwsRequest with(byte[] content) {
        return new AwsRequest(method, path, query, headers, new ByteArrayInputStream(content));
    }

    /** Returns the query's parameters as sent: pairs of an escaped name and value. */
    List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.add(
                    equals < 0
                            ? Map.entry(pair, "")
                            : Map.entry(pair.substring(0, equals), pair.substring(equals + 1)));
        }
        return parameters;
    }

    /** Returns the query's decoded parameters, with the first value of each. */
    Map<String, String> decodedParameters() {
        Map<String, String> decoded = new LinkedHashMap<>();
        parameters().forEach(pair -> decoded.putIfAbsent(decode(pair.getKey()), decode(pair.getValue())));
        return decoded;
    }

    /** Returns the value of a query parameter. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(decodedParameters().get(name));
    }

    /** Decodes only escapes: a plus sign stays a plus sign. */
    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
