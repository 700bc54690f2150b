package io.slipway.builds.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A stage: a {@code FROM} and the instructions after it, which {@link Dockerfile#instructions} reads.
 *
 * @param number its number, from 0
 * @param line the line of its {@code FROM}
 * @param name its name, in lower case, if it has one
 * @param base the image or stage that it is based on, not expanded
 * @param platform the platform in its {@code FROM}, not expanded
 * @param instructions the unparsed instructions after its {@code FROM}
 */
public record Stage(
        int number,
        int line,
        Optional<String> name,
        String base,
        Optional<String> platform,
        List<RawInstruction> instructions) {
    /** The name of the empty base image. */
    public static final String SCRATCH = "scratch";

    public Stage {
        instructions = List.copyOf(instructions);
    }
}
