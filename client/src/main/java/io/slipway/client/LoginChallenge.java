package io.slipway.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The login that a registry requires of its clients (RFC 7235; Docker's "Token Authentication Specification"). */
sealed interface LoginChallenge {
    /** No login. */
    record None() implements LoginChallenge {}

    /** A name and a password with each request. */
    record Basic() implements LoginChallenge {}

    /**
     * A bearer token of a token service.
     *
     * @param realm the service's URL
     * @param service the registry's name there; may be empty
     */
    record Bearer(URI realm, String service) implements LoginChallenge {
        /** Returns the URL of a token for these scopes. */
        URI token(List<String> scopes) {
            String wanted =
                    scopes.stream().map(scope -> "scope=" + encode(scope)).collect(Collectors.joining("&"));
            String query = (service.isEmpty() ? "" : "service=" + encode(service) + "&") + wanted;
            return URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    Pattern SCHEME = Pattern.compile("^\\s*([A-Za-z]+)\\s*(.*)$", Pattern.DOTALL);
    Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** Reads the {@code WWW-Authenticate} headers of a 401; empty if this client does not support any of them. */
    static Optional<LoginChallenge> read(List<String> headers) {
        Optional<LoginChallenge> basic = Optional.empty();
        for (String header : headers) {
            Matcher scheme = SCHEME.matcher(header);
            if (!scheme.matches()) {
                continue;
            }
            switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
                case "bearer" -> {
                    Map<String, String> parameters = parameters(scheme.group(2));
                    Optional<URI> realm = address(parameters.getOrDefault("realm", ""));
                    if (realm.isPresent()) {
                        return Optional.of(new Bearer(realm.get(), parameters.getOrDefault("service", "")));
                    }
                }
                case "basic" -> basic = Optional.of(new Basic());
                default -> {
                    // This client does not support the scheme.
                }
            }
        }
        return basic;
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text)).filter(URI::isAbsolute);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.put(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }
}
