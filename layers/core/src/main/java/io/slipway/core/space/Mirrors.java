package io.slipway.core.space;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Maps names of images in other registries to repositories of this one, so that Dockerfiles can use the original names.
 *
 * @param rules repositories of this registry by those of others: {@code mcr.microsoft.com/dotnet/aspnet} and {@code [space/]name}. Both may end
 *     with {@code /*}, which stands for the rest of a name
 */
public record Mirrors(Map<String, String> rules) {
    /** The maximum number of rules. */
    public static final int MAX_RULES = 100;

    /** The longest name of a rule, in characters. */
    public static final int MAX_LENGTH = 255;

    /** No mirrors. */
    public static final Mirrors NONE = new Mirrors(Map.of());

    private static final String REST = "/*";
    private static final String DOCKER_HUB = "docker.io";

    public Mirrors {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    "there must be at most " + MAX_RULES + " mirrors, but are " + rules.size());
        }
        rules.forEach(Mirrors::check);
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    }

    /** Checks a rule; a wrong one is an {@link IllegalArgumentException}. */
    public static void check(String foreign, String own) {
        int slash = foreign.indexOf('/');
        String path = stem(foreign)
                .substring(Math.min(Math.max(slash + 1, 0), stem(foreign).length()));
        if (slash < 0
                || !isHost(foreign.substring(0, slash))
                || path.indexOf('*') >= 0
                || foreign.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a mirror's source must be a host and a repository, host/name or host/name/*, but was "
                            + Quoted.of(foreign));
        }
        if (foreign.endsWith(REST) != own.endsWith(REST)) {
            throw new IllegalArgumentException("both names of a mirror must end in /*, or neither, but they were "
                    + Quoted.of(foreign) + " and " + Quoted.of(own));
        }
        try {
            RepositoryName.parse(stem(own) + (own.endsWith(REST) ? "/name" : ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a mirror's target must be a repository of this registry, [space/]name or [space/]name/*, but was "
                            + Quoted.of(own),
                    e);
        }
    }

    private static String stem(String name) {
        return name.endsWith(REST) ? name.substring(0, name.length() - REST.length()) : name;
    }

    /** Distinguishes a host from a repository's first segment, as Docker does. */
    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    /** Returns the name of an image in this registry, with its tag or digest; empty if no rule matches. If several match, the longest is used. */
    public Optional<String> find(String image) {
        int at = image.indexOf('@');
        String tagged = at < 0 ? image : image.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        boolean hasTag = colon > tagged.lastIndexOf('/');
        String name = full(hasTag ? tagged.substring(0, colon) : tagged);
        String reference = at >= 0 ? image.substring(at) : hasTag ? tagged.substring(colon) : ":latest";
        String exact = rules.get(name);
        if (exact != null) {
            return Optional.of(exact + reference);
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String own = rules.get(name.substring(0, slash) + REST);
            if (own != null) {
                return Optional.of(stem(own) + name.substring(slash) + reference);
            }
        }
        return Optional.empty();
    }

    /** Adds Docker Hub's host to names that have none. */
    private static String full(String name) {
        int slash = name.indexOf('/');
        if (slash >= 0 && isHost(name.substring(0, slash))) {
            return name;
        }
        return DOCKER_HUB + (slash < 0 ? "/library/" : "/") + name;
    }
}
