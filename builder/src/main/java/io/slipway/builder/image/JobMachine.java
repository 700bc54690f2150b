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
    /** The isolation of the programs that a Dockerfile runs. */
    public enum Isolation {
        /** The machine is used only for this build and discarded afterwards, as in CodeBuild. */
        OWN,
        /** The programs run without isolation, because the machine's owner trusts the authors of packages. */
        TRUSTED,
        /** The programs run in a sandbox, isolated from the rest of the machine. */
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
