package io.slipway.features.dockerfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Dockerfile that was read.
 *
 * @param arguments the arguments before the first {@code FROM}, with their defaults, in their order; the value of one without is empty
 * @param stages its stages
 * @param problems what is wrong with it, in the order of its lines
 */
public record Dockerfile(
        Map<String, Optional<String>> arguments, List<Stage> stages, List<DockerfileProblem> problems) {
    /** How many stages are followed from one to the next: more than any file has. */
    private static final int MAX_STAGES = 1_000;

    public Dockerfile {
        arguments = Map.copyOf(arguments);
        stages = List.copyOf(stages);
        problems = List.copyOf(problems);
    }

    /** Reads the text of a file. It is never refused: what is wrong is among the {@link #problems}. */
    public static Dockerfile read(String text) {
        return DockerfileChecker.check(DockerfileReader.read(text));
    }

    /** The stage of this name or number; without one the last. Empty where there is none. */
    public Optional<Stage> target(Optional<String> target) {
        if (target.isEmpty()) {
            return stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast());
        }
        return stage(target.get(), stages.size());
    }

    /** The stage among the first ones that a {@code FROM}, a {@code --from} or a target names. */
    Optional<Stage> stage(String name, int before) {
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

    /** The stages that a build of this one goes through, from the first that builds on no other to itself. */
    public List<Stage> chain(Stage stage) {
        List<Stage> chain = new ArrayList<>(List.of(stage));
        for (int i = 0; i < MAX_STAGES; i++) {
            Stage first = chain.getFirst();
            Optional<Stage> below = named(first.base(), first.number());
            if (below.isEmpty()) {
                break;
            }
            chain.addFirst(below.get());
        }
        return chain;
    }

    /** The stage and those that it builds on or copies from, and theirs. */
    public List<Stage> needed(Stage stage) {
        Set<Stage> needed = new LinkedHashSet<>();
        Deque<Stage> ahead = new ArrayDeque<>(List.of(stage));
        while (!ahead.isEmpty()) {
            Stage next = ahead.pop();
            if (needed.add(next)) {
                named(next.base(), next.number()).ifPresent(ahead::push);
                next.instructions().stream()
                        .flatMap(it -> Optional.ofNullable(it.flags().get("from")).stream())
                        .flatMap(from -> stage(from, next.number()).stream())
                        .forEach(ahead::push);
            }
        }
        return List.copyOf(needed);
    }

    /** A {@code FROM} names a stage by its name alone: a number would be an image's. */
    private Optional<Stage> named(String base, int before) {
        return stage(base, before)
                .filter(stage -> stage.name()
                        .filter(base.toLowerCase(Locale.ROOT)::equals)
                        .isPresent());
    }

    /** Whether a stage builds on an image, and not on nothing or on another stage. */
    public boolean buildsOnImage(Stage stage) {
        return !stage.base().equalsIgnoreCase(Stage.SCRATCH)
                && named(stage.base(), stage.number()).isEmpty();
    }

    /** The text of a {@code FROM} with the arguments put in: those that are given, else their defaults. */
    public String expand(String text, Map<String, String> given) {
        Map<String, String> values = new HashMap<>();
        arguments.forEach((name, otherwise) ->
                Optional.ofNullable(given.get(name)).or(() -> otherwise).ifPresent(value -> values.put(name, value)));
        // BuildKit's own, which need no ARG there.
        given.forEach((name, value) -> {
            if (name.startsWith("TARGET") || name.startsWith("BUILD")) {
                values.putIfAbsent(name, value);
            }
        });
        return Expansion.expand(text, values);
    }

    /** The stages whose {@code FROM} is nothing but arguments without a value. */
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
