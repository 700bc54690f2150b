package io.slipway.builds.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.dockerfile.Expansion;
import io.slipway.builds.dockerfile.Heredoc;
import io.slipway.builds.dockerfile.Instruction;
import io.slipway.builds.dockerfile.Instruction.Arg;
import io.slipway.builds.dockerfile.Instruction.Cmd;
import io.slipway.builds.dockerfile.Instruction.Command;
import io.slipway.builds.dockerfile.Instruction.Copy;
import io.slipway.builds.dockerfile.Instruction.CopyFlags;
import io.slipway.builds.dockerfile.Instruction.Entrypoint;
import io.slipway.builds.dockerfile.Instruction.Env;
import io.slipway.builds.dockerfile.Instruction.Expose;
import io.slipway.builds.dockerfile.Instruction.Healthcheck;
import io.slipway.builds.dockerfile.Instruction.Label;
import io.slipway.builds.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Applies the instructions that change an image's configuration, and expands variables in all instructions. */
final class Instructions {
    private static final Pattern SIGNAL = Pattern.compile("\\d{1,3}|(?:SIG)?[A-Za-z0-9]+(?:[+-]\\d{1,2})?");

    private final char escape;
    private final Map<String, String> given;
    private final Map<String, String> global;
    private final StageState state;

    Instructions(char escape, Map<String, String> given, Map<String, String> global, StageState state) {
        this.escape = escape;
        this.given = given;
        this.global = global;
        this.state = state;
    }

    StageState state() {
        return state;
    }

    private String word(String text, int line) throws DockerfileException {
        return Expansion.word(text, escape, state.variables(), line);
    }

    /** Returns the instruction with variables expanded. */
    Copy expanded(Copy copy) throws DockerfileException {
        int line = copy.line();
        List<String> sources = new ArrayList<>();
        for (String source : copy.sources()) {
            sources.add(word(source, line));
        }
        List<Heredoc> documents = new ArrayList<>();
        for (Heredoc document : copy.heredocs()) {
            String content = document.expand()
                    ? Expansion.document(document.content(), escape, state.variables(), line)
                    : document.content();
            documents.add(new Heredoc(document.name(), content, false));
        }
        List<String> exclude = new ArrayList<>();
        for (String pattern : copy.flags().exclude()) {
            exclude.add(word(pattern, line));
        }
        CopyFlags flags = copy.flags();
        return new Copy(
                line,
                copy.add(),
                sources,
                word(copy.target(), line),
                documents,
                new CopyFlags(
                        flags.from(),
                        expanded(flags.owner(), line),
                        expanded(flags.mode(), line),
                        flags.link(),
                        flags.parents(),
                        exclude,
                        flags.unpack(),
                        flags.remote()));
    }

    private Optional<String> expanded(Optional<String> text, int line) throws DockerfileException {
        return text.isEmpty() ? text : Optional.of(word(text.get(), line)).filter(value -> !value.isEmpty());
    }

    void apply(Instruction instruction) throws DockerfileException {
        ImageConfig config = state.config();
        switch (instruction) {
            case Arg arg -> argument(arg);
            case Env env -> environment(env);
            case Label label -> {
                for (Pair pair : label.pairs()) {
                    config.label(word(pair.name(), label.line()), word(pair.value(), label.line()));
                }
                config.history("LABEL " + pairs(label.pairs()), 0);
            }
            case Instruction.User user -> {
                config.put("User", word(user.user(), user.line()));
                config.history("USER " + config.text("User"), 0);
            }
            case Expose expose -> expose(expose);
            case Instruction.Volume volume -> {
                for (String path : volume.paths()) {
                    String expanded = word(path, volume.line());
                    if (expanded.isEmpty()) {
                        throw new DockerfileException(volume.line(), "VOLUME: a path must not be empty");
                    }
                    config.addKey("Volumes", expanded);
                }
                config.history("VOLUME " + volume.paths(), 0);
            }
            case Cmd cmd -> {
                config.put("Cmd", words(cmd.command()));
                config.put("ArgsEscaped", true);
                state.hasCommand();
                config.history("CMD " + config.list("Cmd"), 0);
            }
            case Entrypoint entrypoint -> {
                config.put("Entrypoint", words(entrypoint.command()));
                if (!state.ownCommand()) {
                    config.put("Cmd", List.of());
                }
                config.history("ENTRYPOINT " + config.list("Entrypoint"), 0);
            }
            case Instruction.Shell shell -> {
                config.put("Shell", shell.words());
                config.history("SHELL " + shell.words(), 0);
            }
            case Instruction.StopSignal stop -> {
                String signal = word(stop.signal(), stop.line());
                if (!SIGNAL.matcher(signal).matches()) {
                    throw new DockerfileException(stop.line(), "STOPSIGNAL must be a signal, but was " + signal);
                }
                config.put("StopSignal", signal);
                config.history("STOPSIGNAL " + signal, 0);
            }
            case Healthcheck check -> healthcheck(check);
            case Instruction.OnBuild trigger -> onBuild(trigger);
            case Instruction.Maintainer maintainer -> {
                config.author(maintainer.name());
                config.history("MAINTAINER " + maintainer.name(), 0);
            }
            default ->
                throw new IllegalStateException(
                        "the instruction must change the configuration, but was " + instruction);
        }
    }

    private static String pairs(List<Pair> pairs) {
        return String.join(
                " ", pairs.stream().map(it -> it.name() + "=" + it.value()).toList());
    }

    private void argument(Arg arg) throws DockerfileException {
        Optional<String> value = Optional.ofNullable(given.get(arg.name()));
        if (value.isEmpty() && arg.value().isPresent()) {
            value = Optional.of(word(arg.value().get(), arg.line()));
        }
        value.or(() -> Optional.ofNullable(global.get(arg.name())))
                .ifPresent(it -> state.variables().put(arg.name(), it));
        state.config().history("ARG " + arg.name(), 0);
    }

    /** Expands pairs; all of an instruction see the values from before it. */
    private void environment(Env env) throws DockerfileException {
        Map<String, String> before = new HashMap<>(state.variables());
        for (Pair pair : env.pairs()) {
            String name = Expansion.word(pair.name(), escape, before, env.line());
            String value = Expansion.word(pair.value(), escape, before, env.line());
            state.config().variable(name, value);
            state.variables().put(name, value);
        }
        state.config().history("ENV " + pairs(env.pairs()), 0);
    }

    private void expose(Expose expose) throws DockerfileException {
        for (String word : expose.ports()) {
            for (String port : Expansion.words(word, escape, state.variables(), expose.line())) {
                for (String one : Ports.of(port, expose.line())) {
                    state.config().addKey("ExposedPorts", one);
                }
            }
        }
        state.config().history("EXPOSE " + expose.ports(), 0);
    }

    private List<String> words(Command command) {
        if (!command.shell()) {
            return command.words();
        }
        List<String> shell = state.config().list("Shell");
        List<String> words = new ArrayList<>(
                !shell.isEmpty()
                        ? shell
                        : state.config().isWindows() ? List.of("cmd", "/S", "/C") : List.of("/bin/sh", "-c"));
        words.addAll(command.words());
        return words;
    }

    private void healthcheck(Healthcheck check) {
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        var test = health.putArray("Test");
        if (check.command().isEmpty()) {
            test.add("NONE");
        } else {
            Command command = check.command().get();
            test.add(command.shell() ? "CMD-SHELL" : "CMD");
            command.words().forEach(test::add);
        }
        put(health, "Interval", check.interval());
        put(health, "Timeout", check.timeout());
        put(health, "StartPeriod", check.start());
        put(health, "StartInterval", check.startInterval());
        put(health, "Retries", check.retries());
        state.config().put("Healthcheck", health);
        state.config().history("HEALTHCHECK " + test, 0);
    }

    private static void put(ObjectNode health, String name, long value) {
        if (value > 0) {
            health.put(name, value);
        }
    }

    private void onBuild(Instruction.OnBuild trigger) throws DockerfileException {
        if (trigger.heredocs()) {
            throw new DockerfileException(trigger.line(), "ONBUILD must not have here-documents, but has");
        }
        List<String> all = new ArrayList<>(state.config().list("OnBuild"));
        all.add(trigger.trigger());
        state.config().put("OnBuild", all);
        state.config().history("ONBUILD " + trigger.trigger(), 0);
    }

    /** Sets the working folder; a relative path is resolved against the current one. */
    void workdir(Instruction.Workdir workdir) throws DockerfileException {
        String text = word(workdir.path(), workdir.line());
        if (text.isEmpty()) {
            throw new DockerfileException(workdir.line(), "WORKDIR must have a path, but has none");
        }
        boolean windows = state.config().isWindows();
        String path = "/" + ImagePath.of(text, state.config().text("WorkingDir"), windows);
        state.config().put("WorkingDir", windows ? path.replace('/', '\\') : path);
    }
}
