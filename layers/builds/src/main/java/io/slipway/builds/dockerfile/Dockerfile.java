package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.Instruction.Arg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile.
 *
 * @param escape the escape character
 * @param syntax the frontend in its directive {@code syntax}; empty without the directive
 * @param arguments the arguments before the first {@code FROM}
 * @param stages its stages; a parsed file has at least one
 * @param problems the mistakes that every builder refuses, in the order of their lines; a parsed file has none
 */
public record Dockerfile(
        char escape, String syntax, List<Arg> arguments, List<Stage> stages, List<DockerfileProblem> problems) {
    /** The maximum length of a chain of stages: more than any file has. */
    private static final int MAX_STAGES = 1_000;

    public Dockerfile {
        arguments = List.copyOf(arguments);
        stages = List.copyOf(stages);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a Dockerfile that is to be built.
     *
     * @throws DockerfileException for the first mistake
     */
    public static Dockerfile parse(String text) throws DockerfileException {
        LineReader reader = LineReader.read(text);
        reader.checkDirectives();
        InstructionParser parser = new InstructionParser(reader.escape());
        boolean begun = false;
        for (RawInstruction raw : reader.instructions()) {
            if (raw.name().equals("FROM")) {
                checkFrom(raw);
                begun = true;
            } else if (begun || raw.name().equals("ARG")) {
                parser.parse(raw);
            } else {
                throw new DockerfileException(
                        raw.line(), raw.name() + " must come after the first FROM: only ARG may precede it");
            }
        }
        if (!begun) {
            throw new DockerfileException(1, "a Dockerfile must have a FROM, but this has none");
        }
        return DockerfileChecker.check(reader);
    }

    private static void checkFrom(RawInstruction from) throws DockerfileException {
        List<String> words = Words.plain(from.rest());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw from.error("it must be an image, or IMAGE AS NAME, but was " + from.rest());
        }
        for (RawInstruction.Flag flag : from.flags()) {
            if (!flag.name().equals("platform")) {
                throw from.error("there is no flag --" + flag.name());
            }
        }
        if (named && !words.get(2).toLowerCase(Locale.ROOT).matches("[a-z][a-z0-9-_.]*")) {
            throw from.error(
                    "the name of a stage must consist of letters, digits, - _ . and begin with a letter, but was "
                            + words.get(2));
        }
    }

    /** Reads a Dockerfile as far as that is possible. It is never refused: mistakes are listed in {@link #problems}. */
    public static Dockerfile read(String text) {
        return DockerfileChecker.check(LineReader.read(text));
    }

    /** Reads the instructions of a stage. */
    public List<Instruction> instructions(Stage stage) throws DockerfileException {
        InstructionParser parser = new InstructionParser(escape);
        List<Instruction> instructions = new ArrayList<>();
        for (RawInstruction raw : stage.instructions()) {
            instructions.addAll(parser.parse(raw));
        }
        return instructions;
    }

    /** Reads a single instruction, such as a trigger of a base image. */
    public static List<Instruction> trigger(String text) throws DockerfileException {
        return new InstructionParser('\\').parse(LineReader.split(0, text, '\\'));
    }

    /** Returns the stage of this name or number, the last one if the text is empty; empty if there is no such stage. */
    public Optional<Stage> target(Optional<String> target) {
        if (target.isEmpty()) {
            return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
        }
        return stage(target.get(), stages.size());
    }

    /** Returns the stage that a {@code FROM}, a {@code --from} or a target refers to, among the first {@code before} stages. */
    public Optional<Stage> stage(String name, int before) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Stage> known = stages.subList(0, before);
        // A later stage replaces an earlier one of the same name.
        return known.reversed().stream()
                .filter(stage -> stage.name().filter(wanted::equals).isPresent())
                .findFirst()
                .or(() -> known.stream()
                        .filter(stage -> Integer.toString(stage.number()).equals(wanted))
                        .findFirst());
    }

    /** Returns the earlier stage that its {@code FROM} refers to. */
    public Optional<Stage> below(Stage stage, String base) {
        // FROM refers to stages by name only: a number is the name of an image.
        return base.matches("\\d+") ? Optional.empty() : stage(base, stage.number());
    }

    /** Returns the stages that a build of this one runs: from the first, which is based on no other stage, to this one. */
    public List<Stage> chain(Stage stage) {
        List<Stage> chain = new ArrayList<>(List.of(stage));
        for (int i = 0; i < MAX_STAGES; i++) {
            Stage first = chain.getFirst();
            Optional<Stage> below = below(first, first.base());
            if (below.isEmpty()) {
                break;
            }
            chain.addFirst(below.get());
        }
        return chain;
    }

    /** Returns whether a stage is based on an image, not on another stage or {@code scratch}. */
    public boolean buildsOnImage(Stage stage) {
        return !stage.base().equalsIgnoreCase(Stage.SCRATCH)
                && below(stage, stage.base()).isEmpty();
    }

    /**
     * Returns the values of the arguments before the first {@code FROM}: the given ones, else their defaults.
     *
     * @param own the values that need no {@code ARG} there
     */
    public Map<String, String> values(Map<String, String> own, Map<String, String> given) throws DockerfileException {
        Map<String, String> values = new HashMap<>(own);
        for (Arg argument : arguments) {
            String value = given.get(argument.name());
            if (value != null) {
                values.put(argument.name(), value);
            } else if (argument.value().isPresent()) {
                values.put(argument.name(), Expansion.word(argument.value().get(), escape, values, argument.line()));
            }
        }
        return values;
    }

    /** Expands the arguments in the text of a {@code FROM}; text that cannot be expanded is unchanged. */
    public String expand(String text, Map<String, String> given) {
        Map<String, String> own = new HashMap<>(given);
        // BuildKit's own.
        own.keySet().removeIf(name -> !name.startsWith("TARGET") && !name.startsWith("BUILD"));
        try {
            return Expansion.word(text, escape, values(own, given), 0);
        } catch (DockerfileException e) {
            return text;
        }
    }

    /** Returns the stages whose {@code FROM} consists only of arguments without a value. */
    public List<DockerfileProblem> basesWithoutValue(Map<String, String> given) {
        return stages.stream()
                .filter(stage ->
                        !stage.base().isEmpty() && expand(stage.base(), given).isBlank())
                .map(stage -> new DockerfileProblem(
                        stage.line(),
                        "FROM " + stage.base()
                                + ": the argument has no value; it needs an ARG before the first FROM, with a default,"
                                + " or a value under args or baseImages in sdi.yaml"))
                .toList();
    }
}
