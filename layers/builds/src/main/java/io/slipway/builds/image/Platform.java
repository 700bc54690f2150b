package io.slipway.builds.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The platform of an image.
 *
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 * @param variant such as {@code v7}; may be empty
 */
public record Platform(String os, String architecture, String variant) {
    /** The platform on which builds run, the value of {@code BUILDPLATFORM}. */
    public static final Platform BUILD = new Platform("linux", "amd64", "");

    private static final String UNKNOWN = "unknown";

    /** Reads {@code os/architecture[/variant]}. */
    public static Platform parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "a platform must be os/architecture, such as linux/amd64, but was " + text);
        }
        return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }

    /** Reads the platform of a descriptor or of a config; empty for attestations, which have no platform. */
    public static Optional<Platform> of(JsonNode json) {
        String os = json.path("os").asText();
        return os.isEmpty() || os.equals(UNKNOWN)
                ? Optional.empty()
                : Optional.of(new Platform(
                        os,
                        json.path("architecture").asText(),
                        json.path("variant").asText()));
    }

    /** Returns whether an image of the other platform runs on this one; a missing variant matches any. */
    public boolean takes(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
    }

    public boolean isWindows() {
        return os.equals("windows");
    }

    /** Returns the platform in the form of an index's descriptor. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("architecture", architecture)
                .put("os", os);
        return variant.isEmpty() ? json : json.put("variant", variant);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
