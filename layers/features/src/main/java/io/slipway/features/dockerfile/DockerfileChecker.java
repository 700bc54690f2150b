package io.slipway.features.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes stages of instructions, and notes what every builder would refuse. */
final class DockerfileChecker {
    private static final Set<String> KNOWN = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final int MAX_SHOWN = 40;

    private final Map<String, Optional<String>> arguments = new LinkedHashMap<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<DockerfileProblem> problems;

    private DockerfileChecker(List<DockerfileProblem> problems) {
        this.problems = new ArrayList<>(problems);
    }

    static Dockerfile check(DockerfileReader file) {
        DockerfileChecker checker = new DockerfileChecker(file.problems());
        List<Instruction> all = file.instructions();
        int from = 0;
        while (from < all.size() && !all.get(from).name().equals("FROM")) {
            checker.before(all.get(from));
            from++;
        }
        if (from == all.size()) {
            checker.note(1, "there is no FROM: a Dockerfile has a stage, and a stage begins with FROM");
        }
        while (from < all.size()) {
            int end = from + 1;
            while (end < all.size() && !all.get(end).name().equals("FROM")) {
                checker.instruction(all.get(end));
                end++;
            }
            checker.stage(all.get(from), all.subList(from + 1, end));
            from = end;
        }
        checker.problems.sort(Comparator.comparingInt(DockerfileProblem::line));
        return new Dockerfile(checker.arguments, checker.stages, checker.problems);
    }

    private void before(Instruction instruction) {
        if (instruction.name().equals("ARG")) {
            for (String argument : instruction.words()) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                arguments.put(name, equals < 0 ? Optional.empty() : Optional.of(defaultOf(argument, equals)));
            }
        } else if (known(instruction)) {
            note(instruction.line(), instruction.name() + " stands before the first FROM, where only ARG may");
        }
    }

    private String defaultOf(String argument, int equals) {
        Map<String, String> values = new LinkedHashMap<>();
        arguments.forEach((name, value) -> value.ifPresent(it -> values.put(name, it)));
        return Expansion.expand(argument.substring(equals + 1).replaceAll("^[\"']|[\"']$", ""), values);
    }

    private void stage(Instruction from, List<Instruction> instructions) {
        List<String> words = from.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            note(from.line(), "FROM takes an image, or an image AS a name: FROM alpine:3.20 AS build");
        }
        stages.add(new Stage(
                stages.size(),
                from.line(),
                named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty(),
                words.isEmpty() ? "" : words.getFirst(),
                Optional.ofNullable(from.flags().get("platform")),
                instructions));
    }

    private void instruction(Instruction it) {
        if (!known(it)) {
            return;
        }
        if (it.name().equals("ONBUILD")) {
            String inner = it.arguments().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
            if (!KNOWN.contains(inner)) {
                note(it.line(), "there is no instruction " + shown(inner) + " (after ONBUILD)");
            }
        } else if (it.arguments().isEmpty()) {
            note(it.line(), it.name() + " has no arguments");
        } else if ((it.name().equals("COPY") || it.name().equals("ADD"))
                && it.words().size() < 2) {
            note(it.line(), it.name() + " takes what to copy and where to: " + it.name() + " web /app");
        }
    }

    private boolean known(Instruction it) {
        if (!KNOWN.contains(it.name())) {
            note(it.line(), "there is no instruction " + shown(it.name()));
            return false;
        }
        return true;
    }

    private void note(int line, String message) {
        problems.add(new DockerfileProblem(line, message));
    }

    private static String shown(String word) {
        String printable = word.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "…";
    }
}
