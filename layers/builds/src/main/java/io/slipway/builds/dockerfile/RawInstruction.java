package io.slipway.builds.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * An instruction with unparsed arguments.
 *
 * @param line its first line, from 1
 * @param name its name in upper case
 * @param flags its flags, in their order
 * @param rest its arguments
 * @param heredocs the here-documents that follow it
 * @param unended the name of the here-document that is not closed, if there is one
 */
public record RawInstruction(
        int line, String name, List<Flag> flags, String rest, List<Heredoc> heredocs, Optional<String> unended) {
    public RawInstruction {
        flags = List.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    /**
     * A flag, {@code --name=value}.
     *
     * @param value its value; {@code true} for a flag without one
     */
    public record Flag(String name, String value) {}

    /** Returns the value of a flag; the last one if it is repeated. */
    public Optional<String> flag(String wanted) {
        return flags.stream()
                .filter(flag -> flag.name().equals(wanted))
                .map(Flag::value)
                .reduce((first, second) -> second);
    }

    /** Returns the words of the arguments: the strings of a JSON array, or the text between blanks. */
    public List<String> words() {
        return StringList.parse(rest).orElseGet(() -> Words.plain(rest));
    }

    /** Returns a copy with these here-documents. */
    RawInstruction with(List<Heredoc> documents, Optional<String> withoutEnd) {
        return new RawInstruction(line, name, flags, rest, documents, withoutEnd);
    }

    DockerfileException error(String message) {
        return new DockerfileException(line, name + ": " + message);
    }
}
