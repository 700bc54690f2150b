package io.slipway.client;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.Tag;
import java.util.Locale;

/**
 * An image of any registry, in Docker's notation: {@code alpine}, {@code quay.io/org/app:1}, {@code
 * localhost:5000/app@sha256:…}.
 *
 * @param host the registry, {@code docker.io} by default
 * @param repository its repository
 * @param reference its tag, {@code latest} by default, or its digest, which takes precedence over a tag
 */
public record RemoteImage(String host, RemoteRepository repository, Reference reference) {
    /** The registry of names without a host. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String DOCKER_HUB_ADDRESS = "https://registry-1.docker.io";

    /**
     * Parses a name.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RemoteImage parse(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean named = isHost(first);
        String host = named ? first : DOCKER_HUB;
        String rest = named ? text.substring(slash + 1) : text;
        int at = rest.indexOf('@');
        String name = at < 0 ? rest : rest.substring(0, at);
        int colon = name.lastIndexOf(':');
        String path = colon < 0 ? name : name.substring(0, colon);
        Reference reference = at >= 0
                ? new DigestReference(Digest.parse(rest.substring(at + 1)))
                : new Tag(colon < 0 ? "latest" : name.substring(colon + 1));
        boolean official = isDockerHub(host) && path.indexOf('/') < 0;
        return new RemoteImage(
                isDockerHub(host) ? DOCKER_HUB : host,
                new RemoteRepository(official ? "library/" + path : path),
                reference);
    }

    /** Distinguishes a host from a repository's first segment, as Docker does. */
    public static boolean isHost(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private static boolean isDockerHub(String host) {
        return host.equals(DOCKER_HUB) || host.equals("index.docker.io") || host.equals("registry-1.docker.io");
    }

    /** Returns the registry's URL. */
    public RegistryUrl registry() {
        return registry(host);
    }

    /** Returns the URL of a registry: HTTP for one on the loopback interface, as in Docker, else HTTPS. */
    public static RegistryUrl registry(String host) {
        if (host.equals(DOCKER_HUB)) {
            return RegistryUrl.parse(DOCKER_HUB_ADDRESS);
        }
        String name = host.replaceFirst(":\\d+$", "");
        boolean loopback = name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || name.equals("[::1]");
        return RegistryUrl.parse((loopback ? "http://" : "https://") + host);
    }

    /** Returns the full name, without the reference. */
    public String name() {
        return host + "/" + repository;
    }

    @Override
    public String toString() {
        return name() + (reference instanceof Tag ? ":" : "@") + reference;
    }
}
