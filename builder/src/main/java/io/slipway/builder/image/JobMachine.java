package io.slipway.builder.image;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The machine that a job runs on.
 *
 * @param isolation the isolation of a Dockerfile's programs
 * @param cache a folder that outlives jobs, if there is one
 */
public record JobMachine(Isolation isolation, Optional<Path> cache) {
    /** The isolation of a Dockerfile's programs, named by the machine that they see. */
    public enum Isolation {
        /** The machine, which belongs to this build alone and ends with it, as in CodeBuild. */
        OWN,
        /** The machine itself, whose owner trusts the authors of packages. */
        TRUSTED,
        /** A sandbox, and nothing else of the machine. */
        SANDBOX
    }

    /** Reads {@code SLIPWAY_ISOLATION} ({@code own}, {@code trusted} or {@code sandbox}, the default) and {@code SLIPWAY_CACHE}. */
    public static JobMachine of(Map<String, String> environment) {
        String isolation = environment.getOrDefault("SLIPWAY_ISOLATION", "sandbox");
        return new JobMachine(
                switch (isolation) {
                    case "own" -> Isolation.OWN;
                    case "trusted" -> Isolation.TRUSTED;
                    case "sandbox" -> Isolation.SANDBOX;
                    default ->
                        throw new IllegalArgumentException(
                                "SLIPWAY_ISOLATION must be own, trusted or sandbox, but was " + isolation);
                },
                Optional.ofNullable(environment.get("SLIPWAY_CACHE")).map(Path::of));
    }

    boolean sandboxed() {
        return isolation == Isolation.SANDBOX;
    }
}
