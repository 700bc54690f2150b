package io.slipway.core.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as API Gateway passes it on.
 *
 * @param method the method, in upper case
 * @param path the path, decoded (an HTTP API decodes it before the function sees it)
 * @param query the query string's parameters
 * @param headers the headers by lower-case name, repeated ones joined by commas
 * @param body the body; through the gateway, it has at most 10 MB there and 6 MB at the function
 * @param sourceAddress the client's address
 * @param gateway the gateway's facts about it
 */
public record Request(
        String method,
        String path,
        Query query,
        Map<String, String> headers,
        Body body,
        String sourceAddress,
        Gateway gateway) {

    /** The form of a host; anything else would be copied into a header of the response. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    /** Creates a request without facts of a gateway, with its body in memory. */
    public Request(
            String method, String path, Query query, Map<String, String> headers, byte[] body, String sourceAddress) {
        this(method, path, query, headers, Body.of(body), sourceAddress, Gateway.NONE);
    }

    /** Returns the value of this header (any case), if it was sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the public URL of the registry: scheme and host, without a slash at the end. It is read from headers that the function has set, so that
     * no client can choose the registry's host.
     */
    public String origin() {
        String host = header("x-forwarded-host")
                .or(() -> header("host"))
                .filter(name -> HOST.matcher(name).matches())
                .orElse("localhost");
        String scheme = header("x-forwarded-proto").filter("http"::equals).orElse("https");
        return scheme + "://" + host;
    }

    /** Returns the media type of the body, without parameters, in lower case; empty if the client sent no type. */
    public String contentType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Returns the values of a parameter of the query, in order. */
    public List<String> parameters(String name) {
        return query.all(name);
    }

    /** Returns the value of a parameter of the query, the first if several were sent. */
    public Optional<String> parameter(String name) {
        return query.first(name);
    }
}
