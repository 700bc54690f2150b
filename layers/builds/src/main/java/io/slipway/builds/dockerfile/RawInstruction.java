package io.slipway.builds.dockerfile;

import java.util.List;

/**
 * An instruction whose arguments are not read yet.
 *
 * @param line its first line, from 1 on
 * @param name its name in upper case
 * @param flags its flags, in their order
 * @param rest its arguments
 * @param heredocs the here-documents that follow it
 */
record RawInstruction(int line, String name, List<Flag> flags, String rest, List<Heredoc> heredocs) {
    RawInstruction {
        flags = List.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    /**
     * A flag, {@code --name=value}.
     *
     * @param value its value; {@code true} for a flag without one
     */
    record Flag(String name, String value) {}

    /** The same with these here-documents. */
    RawInstruction with(List<Heredoc> documents) {
        return new RawInstruction(line, name, flags, rest, documents);
    }

    DockerfileException error(String message) {
        return new DockerfileException(line, name + ": " + message);
    }
}
