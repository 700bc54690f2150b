package io.slipway.builds.image;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.dockerfile.Expansion;
import io.slipway.builds.dockerfile.Instruction;
import io.slipway.builds.dockerfile.Instruction.Copy;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.image.Bases.PlatformException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Executes a Dockerfile as BuildKit does ({@code frontend/dockerfile/dockerfile2llb}): the stages that the target
 * needs, each once. Without a context it only checks whether that is possible: nothing is copied, and no files of
 * base images are read.
 */
public final class DockerfileRun {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** The frontend whose language this class implements; others are programs. */
    private static final Pattern FRONTEND =
            Pattern.compile("(?:docker\\.io/)?docker/dockerfile(?:-upstream)?(?::[\\w.-]+)?(?:@sha256:[0-9a-f]{64})?");

    private final Dockerfile file;
    private final Settings settings;
    private final Bases bases;
    private final Optional<FileWork> work;
    private final Map<String, String> global = new HashMap<>();
    private final Map<Stage, StageState> states = new HashMap<>();

    /**
     * Prepares a run.
     *
     * @param work copies files; without it, the run only checks whether it is possible
     */
    public DockerfileRun(Dockerfile file, Settings settings, Bases bases, Optional<FileWork> work) {
        this.file = file;
        this.settings = settings;
        this.bases = bases;
        this.work = work;
    }

    /**
     * The settings of a run.
     *
     * @param args build arguments
     * @param target the stage to build; by default the last
     * @param platform the platform of the image
     */
    public record Settings(Map<String, String> args, Optional<String> target, Platform platform) {
        public Settings {
            args = Map.copyOf(args);
        }
    }

    public StageState run() throws DockerfileException, NeedsJobException, IOException {
        if (!file.syntax().isEmpty() && !FRONTEND.matcher(file.syntax()).matches()) {
            throw new NeedsJobException(1, "syntax=" + file.syntax() + " is a frontend that only a job can run");
        }
        arguments();
        Stage target = file.target(settings.target())
                .orElseThrow(() -> new DockerfileException(
                        0,
                        "the target must be a stage of the Dockerfile, but was "
                                + settings.target().orElse("")));
        return state(target);
    }

    private void arguments() throws DockerfileException {
        Platform platform = settings.platform();
        put("TARGET", platform);
        put("BUILD", Platform.BUILD);
        global.put("TARGETSTAGE", settings.target().orElse("default"));
        global.putAll(given("TARGET"));
        global.putAll(file.values(global, settings.args()));
    }

    private Map<String, String> given(String prefix) {
        Map<String, String> given = new HashMap<>();
        settings.args().forEach((name, value) -> {
            if (name.startsWith(prefix) && global.containsKey(name)) {
                given.put(name, value);
            }
        });
        return given;
    }

    private void put(String prefix, Platform platform) {
        global.put(prefix + "PLATFORM", platform.toString());
        global.put(prefix + "OS", platform.os());
        global.put(prefix + "ARCH", platform.architecture());
        global.put(prefix + "VARIANT", platform.variant());
    }

    private StageState state(Stage stage) throws DockerfileException, NeedsJobException, IOException {
        StageState known = states.get(stage);
        if (known != null) {
            return known;
        }
        StageState state = begin(stage);
        Instructions instructions = new Instructions(file.escape(), settings.args(), global, state);
        List<String> triggers = state.config().list("OnBuild");
        state.config().put("OnBuild", List.of());
        for (String trigger : triggers) {
            for (Instruction instruction : Dockerfile.trigger(trigger)) {
                apply(instructions, instruction, stage, stage.line(), "ONBUILD ");
            }
        }
        for (Instruction instruction : file.instructions(stage)) {
            apply(instructions, instruction, stage, instruction.line(), "");
        }
        states.put(stage, state);
        return state;
    }

    private StageState begin(Stage stage) throws DockerfileException, NeedsJobException, IOException {
        String name = Expansion.word(stage.base(), file.escape(), global, stage.line());
        if (name.isBlank()) {
            throw new DockerfileException(
                    stage.line(),
                    "FROM " + stage.base() + ": it must be an image, but is empty; give a value to its arguments");
        }
        Optional<Stage> below = file.below(stage, name);
        if (below.isPresent()) {
            return StageState.on(state(below.get()));
        }
        Platform platform = platform(stage);
        if (name.equalsIgnoreCase(Stage.SCRATCH)) {
            if (platform.isWindows()) {
                throw new DockerfileException(
                        stage.line(),
                        "an image for " + platform
                                + " needs a Windows base image; FROM scratch has nothing that Windows could start");
            }
            return StageState.scratch(platform);
        }
        return StageState.on(image(name, platform, stage.line())
                .orElseThrow(() -> new NeedsJobException(
                        stage.line(), "FROM " + name + " is not an image of this registry; " + Bases.advice(name))));
    }

    private Platform platform(Stage stage) throws DockerfileException {
        if (stage.platform().isEmpty()) {
            return settings.platform();
        }
        String text = Expansion.word(stage.platform().get(), file.escape(), global, stage.line());
        try {
            return Platform.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DockerfileException(stage.line(), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Base> image(String name, Platform platform, int line) throws DockerfileException, IOException {
        try {
            return bases.find(name, platform);
        } catch (PlatformException e) {
            throw new DockerfileException(line, String.valueOf(e.getMessage()));
        }
    }

    private void apply(Instructions instructions, Instruction instruction, Stage stage, int line, String prefix)
            throws DockerfileException, NeedsJobException, IOException {
        switch (instruction) {
            case Instruction.Run run -> throw new NeedsJobException(line, prefix + "RUN " + shortened(run.text()));
            case Copy copy -> {
                Copy expanded = instructions.expanded(copy);
                checkUrls(expanded, line, prefix);
                Optional<FileTree> from = source(expanded, stage, line);
                if (work.isPresent()) {
                    work.get().copy(expanded, from, instructions.state(), line);
                }
            }
            case Instruction.Workdir workdir -> {
                instructions.workdir(workdir);
                if (work.isPresent()) {
                    work.get().makeWorkdir(instructions.state(), line);
                }
            }
            default -> instructions.apply(instruction);
        }
    }

    private static void checkUrls(Copy copy, int line, String prefix) throws NeedsJobException {
        for (String source : copy.sources()) {
            if (copy.add() && copy.flags().from().isEmpty() && Addresses.isAddress(source)) {
                throw new NeedsJobException(line, prefix + "ADD " + shortened(source) + " is a URL");
            }
        }
    }

    /** Returns the files of {@code --from}. */
    private Optional<FileTree> source(Copy copy, Stage stage, int line)
            throws DockerfileException, NeedsJobException, IOException {
        if (copy.flags().from().isEmpty()) {
            return Optional.empty();
        }
        String name = copy.flags().from().get();
        Optional<Stage> other = file.stage(name, stage.number());
        if (other.isPresent()) {
            StageState state = state(other.get());
            return work.isPresent() ? Optional.of(state.tree()) : Optional.empty();
        }
        if (NUMBER.matcher(name).matches()) {
            throw new DockerfileException(
                    line, copy.name() + " --from=" + name + ": there is no stage " + name + " before this one");
        }
        if (name.toLowerCase(Locale.ROOT).equals(Stage.SCRATCH)) {
            return Optional.of(new FileTree());
        }
        Base base = image(name, settings.platform(), line)
                .orElseThrow(() -> new NeedsJobException(
                        line,
                        copy.name() + " --from=" + name
                                + ": it is neither a stage nor an image of this registry; "
                                + Bases.advice(name)));
        return work.isPresent() ? Optional.of(base.files().read()) : Optional.empty();
    }

    private static String shortened(String text) {
        int most = 60;
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }
}
