package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.Instruction.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Dockerfile.
 *
 * @param escape the escape character
 * @param syntax the frontend that its directive {@code syntax} names; empty where there is none
 * @param arguments the arguments before the first {@code FROM}
 * @param stages its stages; there is at least one
 */
public record Dockerfile(char escape, String syntax, List<Arg> arguments, List<Stage> stages) {
    public Dockerfile {
        arguments = List.copyOf(arguments);
        stages = List.copyOf(stages);
    }

    /** Reads a Dockerfile. */
    public static Dockerfile parse(String text) throws DockerfileException {
        LineReader reader = LineReader.read(text);
        InstructionParser parser = new InstructionParser(reader.escape());
        List<Arg> arguments = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        List<Instruction> current = new ArrayList<>();
        RawInstruction from = null;
        for (RawInstruction raw : reader.instructions()) {
            if (raw.name().equals("FROM")) {
                if (from != null) {
                    stages.add(stage(stages.size(), from, current));
                }
                from = raw;
                current = new ArrayList<>();
            } else if (from != null) {
                current.addAll(parser.parse(raw));
            } else if (raw.name().equals("ARG")) {
                parser.parse(raw).forEach(arg -> arguments.add((Arg) arg));
            } else {
                throw new DockerfileException(
                        raw.line(), raw.name() + " stands before the first FROM, where only ARG may");
            }
        }
        if (from == null) {
            throw new DockerfileException(1, "there must be a FROM, but is none");
        }
        stages.add(stage(stages.size(), from, current));
        return new Dockerfile(reader.escape(), reader.syntax(), arguments, stages);
    }

    /** Reads an instruction on a line of its own, as a base image keeps its triggers. */
    public static List<Instruction> trigger(String text) throws DockerfileException {
        return new InstructionParser('\\').parse(LineReader.split(0, text, '\\'));
    }

    private static Stage stage(int number, RawInstruction from, List<Instruction> instructions)
            throws DockerfileException {
        List<String> words = Words.plain(from.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw from.error("it must be an image, or an image AS a name, but was " + from.rest());
        }
        Optional<String> platform = Optional.empty();
        for (RawInstruction.Flag flag : from.flags()) {
            if (!flag.name().equals("platform")) {
                throw from.error("there is no flag --" + flag.name());
            }
            platform = Optional.of(flag.value());
        }
        Optional<String> name = named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty();
        if (name.isPresent() && !name.get().matches("[a-z][a-z0-9-_.]*")) {
            throw from.error("the name of a stage must be letters, digits, - _ . and begin with a letter, but was "
                    + words.get(2));
        }
        return new Stage(number, from.line(), name, words.getFirst(), platform, instructions);
    }

    /** The stage of this name or number; without one the last. */
    public Optional<Stage> target(Optional<String> target) {
        return target.isEmpty() ? Optional.of(stages.getLast()) : stage(target.get(), stages.size());
    }

    /** The stage among the first ones that a {@code FROM}, a {@code --from} or a target names. */
    public Optional<Stage> stage(String name, int before) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Stage> known = stages.subList(0, before);
        // A later stage takes the name of an earlier one.
        return known.reversed().stream()
                .filter(stage -> stage.name().filter(wanted::equals).isPresent())
                .findFirst()
                .or(() -> known.stream()
                        .filter(stage -> Integer.toString(stage.number()).equals(wanted))
                        .findFirst());
    }

    /** The stage among those before this one that its {@code FROM} names. */
    public Optional<Stage> below(Stage stage, String base) {
        // A FROM takes a name; a number there is an image's name.
        return base.matches("\\d+") ? Optional.empty() : stage(base, stage.number());
    }
}
