package io.slipway.features.octostache;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Implements the filters for URIs: escaping, and the parts of a URI by their .NET names. */
final class UriFilters {
    private static final String UNRESERVED = "-_.~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";
    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "ftp", 21);
    private static final Pattern SCHEME = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+.-]*:");
    private static final String NOT_RELATIVE = "This operation is not supported for a relative URI.";

    private UriFilters() {}

    static void register(Filters filters) {
        filters.putText(
                "UriEscape", (input, options) -> options.isEmpty() ? escape(input, UNRESERVED + RESERVED) : null);
        filters.putText("UriDataEscape", (input, options) -> options.isEmpty() ? escape(input, UNRESERVED) : null);
        filters.putText("UriPart", UriFilters::part);
    }

    private static String escape(String input, String kept) {
        StringBuilder out = new StringBuilder();
        for (byte b : input.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }

    private static @Nullable String part(String input, List<String> options) {
        if (options.isEmpty()) {
            return "[UriPart error: no argument given]";
        }
        String part = options.getFirst();
        Optional<URI> uri = parsed(input);
        try {
            return uri.isEmpty()
                    ? input
                    : known(uri.get(), input, Lexer.lower(part))
                            .orElse("[UriPart " + part + " error: argument '" + part + "' not supported]");
        } catch (IllegalStateException e) {
            return "[UriPart " + part + " error: " + e.getMessage() + "]";
        }
    }

    /** Reads a URI as .NET does: invalid characters are escaped, and a text without scheme is relative. */
    private static Optional<URI> parsed(String input) {
        try {
            return Optional.of(new URI(escape(input.strip(), UNRESERVED + RESERVED + "%")).normalize());
        } catch (URISyntaxException e) {
            return SCHEME.matcher(input).lookingAt() ? Optional.empty() : Optional.of(URI.create(""));
        }
    }

    private static Optional<String> known(URI uri, String input, String part) {
        String host = Lexer.lower(Optional.ofNullable(uri.getHost()).orElse(""));
        String scheme = Lexer.lower(Optional.ofNullable(uri.getScheme()).orElse(""));
        int defaultPort = PORTS.getOrDefault(scheme, -1);
        int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String user = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
        String authority = port == defaultPort ? host : host + ":" + port;
        String start = scheme + "://" + (user.isEmpty() ? "" : user + "@") + authority;
        String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
        if (part.equals("isabsoluteuri")) {
            return Optional.of(Boolean.toString(uri.isAbsolute()));
        }
        Optional<String> value = switch (part) {
            case "absolutepath" -> Optional.of(path);
            case "absoluteuri" -> Optional.of(start + path + query + fragment);
            case "authority" -> Optional.of(authority);
            case "dnssafehost", "host" -> Optional.of(host);
            case "fragment" -> Optional.of(fragment);
            case "hostandport" -> Optional.of(host + ":" + port);
            case "hostnametype" -> Optional.of(hostType(host));
            case "isdefaultport" -> Optional.of(Boolean.toString(port == defaultPort));
            case "isfile" -> Optional.of(Boolean.toString(scheme.equals("file")));
            case "isloopback" ->
                Optional.of(
                        Boolean.toString(host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]")));
            case "isunc" -> Optional.of("false");
            case "path", "localpath" ->
                Optional.of(uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath());
            case "pathandquery" -> Optional.of(path + query);
            case "port" -> Optional.of(Integer.toString(port));
            case "query" -> Optional.of(query);
            case "scheme" -> Optional.of(scheme);
            case "schemeandserver" -> Optional.of(scheme + "://" + authority);
            case "userinfo" -> Optional.of(user);
            case "originalstring" -> Optional.of(input);
            default -> Optional.empty();
        };
        if (value.isPresent() && !uri.isAbsolute()) {
            throw new IllegalStateException(NOT_RELATIVE);
        }
        return value;
    }

    private static String hostType(String host) {
        if (host.startsWith("[")) {
            return "IPv6";
        }
        return host.matches("\\d{1,3}(\\.\\d{1,3}){3}") ? "IPv4" : "Dns";
    }
}
