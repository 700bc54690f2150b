package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.Instruction.Arg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Groups instructions into stages, and collects the mistakes that every builder refuses. */
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

    private final InstructionParser parser;
    private final List<Arg> arguments = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<DockerfileProblem> problems = new ArrayList<>();

    private DockerfileChecker(InstructionParser parser) {
        this.parser = parser;
    }

    static Dockerfile check(LineReader file) {
        DockerfileChecker checker = new DockerfileChecker(new InstructionParser(file.escape()));
        List<RawInstruction> all = file.instructions();
        all.forEach(checker::heredocs);
        int from = 0;
        while (from < all.size() && !all.get(from).name().equals("FROM")) {
            checker.before(all.get(from));
            from++;
        }
        if (from == all.size()) {
            checker.note(1, "a Dockerfile must have a FROM, but this has none");
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
        return new Dockerfile(file.escape(), file.syntax(), checker.arguments, checker.stages, checker.problems);
    }

    private void heredocs(RawInstruction it) {
        it.unended()
                .ifPresent(end -> note(it.line(), "the here-document must end with a line " + end + ", but has none"));
    }

    private void before(RawInstruction it) {
        if (it.name().equals("ARG")) {
            try {
                parser.parse(it).forEach(argument -> arguments.add((Arg) argument));
            } catch (DockerfileException e) {
                // It defines no argument.
            }
        } else if (known(it)) {
            note(it.line(), it.name() + " must come after the first FROM: only ARG may precede it");
        }
    }

    private void stage(RawInstruction from, List<RawInstruction> instructions) {
        List<String> words = from.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            note(from.line(), "FROM must have an image, or IMAGE AS NAME, as in FROM alpine:3.20 AS build");
        }
        stages.add(new Stage(
                stages.size(),
                from.line(),
                named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty(),
                words.isEmpty() ? "" : words.getFirst(),
                from.flag("platform"),
                instructions));
    }

    private void instruction(RawInstruction it) {
        if (!known(it)) {
            return;
        }
        if (it.name().equals("ONBUILD")) {
            String inner = it.rest().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
            if (!KNOWN.contains(inner)) {
                note(it.line(), "there is no instruction " + shown(inner) + " (after ONBUILD)");
            }
        } else if (it.rest().isEmpty()) {
            note(it.line(), it.name() + " must have arguments, but has none");
        } else if ((it.name().equals("COPY") || it.name().equals("ADD"))
                && it.words().size() < 2) {
            note(it.line(), it.name() + " must have sources and a target, as in " + it.name() + " web /app");
        }
    }

    private boolean known(RawInstruction it) {
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
