package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A platform.
 *
 * @param os the operating system, such as {@code linux}
 * @param architecture the architecture, such as {@code amd64}
 * @param variant such as {@code v7}; empty where none is said
 */
record Platform(String os, String architecture, String variant) {
    static Platform parse(String text) {
        String[] parts = text.split("/", 3);
        return new Platform(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    /** Reads a platform from a descriptor or a config; empty for attestations, whose platform is unknown. */
    static Optional<Platform> of(JsonNode json) {
        String os = json.path("os").asText();
        String architecture = json.path("architecture").asText();
        return os.isEmpty() || os.equals("unknown")
                ? Optional.empty()
                : Optional.of(
                        new Platform(os, architecture, json.path("variant").asText()));
    }

    /** The architecture of this machine. */
    static String here() {
        String name = System.getProperty("os.arch", "amd64");
        return name.equals("aarch64") ? "arm64" : name;
    }

    boolean isServedBy(Platform other) {
        boolean same = os.equals(other.os) && architecture.equals(other.architecture);
        return same && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
