package io.slipway.builds.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A stage: a {@code FROM} and what follows. {@link Dockerfile#instructions} reads its instructions.
 *
 * @param number its number, from 0 on
 * @param line the line of its {@code FROM}
 * @param name its name, in lower case, if it has one
 * @param base the image or stage that it builds on, as it is written
 * @param platform the platform that its {@code FROM} names, as it is written, if it does
 * @param instructions what follows its {@code FROM}, as it is written
 */
public record Stage(
        int number,
        int line,
        Optional<String> name,
        String base,
        Optional<String> platform,
        List<RawInstruction> instructions) {
    /** The name of no image. */
    public static final String SCRATCH = "scratch";

    public Stage {
        instructions = List.copyOf(instructions);
    }
}
