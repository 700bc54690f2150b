package io.slipway.builds.dockerfile;

import io.slipway.builds.dockerfile.Instruction.Arg;
import io.slipway.builds.dockerfile.Instruction.Cmd;
import io.slipway.builds.dockerfile.Instruction.Command;
import io.slipway.builds.dockerfile.Instruction.Copy;
import io.slipway.builds.dockerfile.Instruction.CopyFlags;
import io.slipway.builds.dockerfile.Instruction.Entrypoint;
import io.slipway.builds.dockerfile.Instruction.Env;
import io.slipway.builds.dockerfile.Instruction.Expose;
import io.slipway.builds.dockerfile.Instruction.Label;
import io.slipway.builds.dockerfile.Instruction.Maintainer;
import io.slipway.builds.dockerfile.Instruction.OnBuild;
import io.slipway.builds.dockerfile.Instruction.Pair;
import io.slipway.builds.dockerfile.Instruction.Run;
import io.slipway.builds.dockerfile.Instruction.Shell;
import io.slipway.builds.dockerfile.Instruction.StopSignal;
import io.slipway.builds.dockerfile.Instruction.User;
import io.slipway.builds.dockerfile.Instruction.Volume;
import io.slipway.builds.dockerfile.Instruction.Workdir;
import io.slipway.builds.dockerfile.RawInstruction.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Parses the arguments of instructions. */
final class InstructionParser {
    private static final Set<String> NOT_TRIGGERS = Set.of("FROM", "MAINTAINER", "ONBUILD");

    private final char escape;

    InstructionParser(char escape) {
        this.escape = escape;
    }

    /** Parses an instruction; an {@code ARG} with several names becomes several. */
    List<Instruction> parse(RawInstruction raw) throws DockerfileException {
        if (raw.unended().isPresent()) {
            String end = raw.unended().get();
            throw raw.error("the here-document must end with a line " + end + ", but has none");
        }
        checkFlags(raw);
        if (raw.rest().isEmpty() && !raw.name().equals("RUN") && raw.flags().isEmpty()) {
            throw raw.error("it must have arguments, but has none");
        }
        int line = raw.line();
        String rest = raw.rest();
        return switch (raw.name()) {
            case "ARG" -> args(raw);
            case "ENV" -> List.of(new Env(line, pairs(raw)));
            case "LABEL" -> List.of(new Label(line, pairs(raw)));
            case "COPY", "ADD" -> List.of(copy(raw));
            case "WORKDIR" -> List.of(new Workdir(line, rest));
            case "USER" -> List.of(new User(line, rest));
            case "EXPOSE" -> List.of(new Expose(line, Words.plain(rest)));
            case "VOLUME" -> List.of(new Volume(line, listOrWords(raw)));
            case "CMD" -> List.of(new Cmd(line, command(rest)));
            case "ENTRYPOINT" -> List.of(new Entrypoint(line, command(rest)));
            case "SHELL" -> List.of(shell(raw));
            case "STOPSIGNAL" -> List.of(new StopSignal(line, rest));
            case "HEALTHCHECK" -> List.of(HealthcheckParser.parse(raw));
            case "ONBUILD" -> List.of(onBuild(raw));
            case "MAINTAINER" -> List.of(new Maintainer(line, rest));
            case "RUN" -> List.of(new Run(line, rest));
            default -> throw new DockerfileException(line, "there is no instruction " + raw.name());
        };
    }

    private static void checkFlags(RawInstruction raw) throws DockerfileException {
        Set<String> known = switch (raw.name()) {
            case "COPY" -> Set.of("from", "chown", "chmod", "link", "parents", "exclude");
            case "ADD" -> Set.of("chown", "chmod", "link", "exclude", "keep-git-dir", "checksum", "unpack");
            case "HEALTHCHECK" -> HealthcheckParser.FLAGS;
            case "RUN" -> Set.of("mount", "network", "security", "device");
            default -> Set.of();
        };
        for (Flag flag : raw.flags()) {
            if (!known.contains(flag.name())) {
                throw raw.error("there is no flag --" + flag.name());
            }
        }
    }

    private List<Instruction> args(RawInstruction raw) throws DockerfileException {
        List<Instruction> args = new ArrayList<>();
        for (String word : Words.raw(raw.rest(), escape)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (name.isEmpty()) {
                throw raw.error("an argument must have a name, but was " + word);
            }
            args.add(
                    new Arg(raw.line(), name, equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1))));
        }
        return args;
    }

    /** Parses {@code name=value …}, or the old form {@code name value}. */
    private List<Pair> pairs(RawInstruction raw) throws DockerfileException {
        List<String> words = Words.raw(raw.rest(), escape);
        if (words.getFirst().indexOf('=') < 0) {
            String[] parts = raw.rest().split("\\s+", 2);
            if (parts.length < 2) {
                throw raw.error("it must have a name and a value, but has " + raw.rest());
            }
            return List.of(new Pair(parts[0], parts[1]));
        }
        List<Pair> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw raw.error("each word must be name=value, but one was " + word);
            }
            pairs.add(new Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    private Copy copy(RawInstruction raw) throws DockerfileException {
        boolean list = StringList.parse(raw.rest()).isPresent();
        List<String> words = raw.words();
        if (words.size() < 2) {
            throw raw.error("it must have sources and a target, but has " + raw.rest());
        }
        List<String> sources = words.subList(0, words.size() - 1).stream()
                .filter(word -> list || !word.startsWith("<<"))
                .toList();
        CopyFlags flags = new CopyFlags(
                raw.flag("from"),
                raw.flag("chown"),
                raw.flag("chmod"),
                truth(raw, "link"),
                truth(raw, "parents"),
                raw.flags().stream()
                        .filter(it -> it.name().equals("exclude"))
                        .map(Flag::value)
                        .toList(),
                raw.flag("unpack").isPresent() ? Optional.of(truth(raw, "unpack")) : Optional.empty(),
                raw.flags().stream()
                        .map(Flag::name)
                        .filter(Set.of("keep-git-dir", "checksum")::contains)
                        .toList());
        return new Copy(raw.line(), raw.name().equals("ADD"), sources, words.getLast(), raw.heredocs(), flags);
    }

    private static boolean truth(RawInstruction raw, String name) throws DockerfileException {
        Optional<String> value = raw.flag(name);
        Predicate<String> known = Set.of("true", "false")::contains;
        if (value.isPresent() && !known.test(value.get())) {
            throw raw.error("--" + name + " must be true or false, but was " + value.get());
        }
        return value.filter("true"::equals).isPresent();
    }

    private List<String> listOrWords(RawInstruction raw) throws DockerfileException {
        List<String> words = raw.words();
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw raw.error("paths must not be empty, but one is");
        }
        return words;
    }

    static Command command(String text) {
        return StringList.parse(text)
                .map(words -> new Command(words, false))
                .orElseGet(() -> new Command(List.of(text), true));
    }

    private static Shell shell(RawInstruction raw) throws DockerfileException {
        List<String> words = StringList.parse(raw.rest()).orElse(List.of());
        if (words.isEmpty()) {
            throw raw.error("it must be a JSON array of strings, but was " + raw.rest());
        }
        return new Shell(raw.line(), words);
    }

    private OnBuild onBuild(RawInstruction raw) throws DockerfileException {
        String trigger = raw.rest().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        if (NOT_TRIGGERS.contains(trigger)) {
            throw raw.error(trigger + " is not allowed in a trigger");
        }
        // Checks the trigger, so that its mistakes are reported for this file.
        parse(LineReader.split(raw.line(), raw.rest(), escape).with(raw.heredocs(), raw.unended()));
        return new OnBuild(raw.line(), raw.rest(), !raw.heredocs().isEmpty());
    }
}
