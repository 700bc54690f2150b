package io.slipway.features.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * A stage of a Dockerfile: a {@code FROM} and what follows.
 *
 * @param number its number, from 0 on
 * @param line the line of its {@code FROM}
 * @param name its name, in lower case, if it has one
 * @param base what it builds on, as it is written
 * @param platform the platform that its {@code FROM} asks for, as it is written, if it does
 * @param instructions what follows its {@code FROM}
 */
public record Stage(
        int number,
        int line,
        Optional<String> name,
        String base,
        Optional<String> platform,
        List<Instruction> instructions) {
    /** What builds on nothing builds on this. */
    public static final String SCRATCH = "scratch";

    public Stage {
        instructions = List.copyOf(instructions);
    }
}
