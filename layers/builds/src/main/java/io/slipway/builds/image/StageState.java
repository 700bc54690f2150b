package io.slipway.builds.image;

import io.slipway.builds.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a stage after some of its instructions: files, configuration, layers, variables. */
public final class StageState {
    private final ImageConfig config;
    private final Map<String, String> variables;
    private final List<Layer> layers;
    private final Base.Files files;
    private @Nullable FileTree tree;
    private boolean command;

    private StageState(ImageConfig config, Map<String, String> variables, List<Layer> layers, Base.Files files) {
        this.config = config;
        this.variables = variables;
        this.layers = layers;
        this.files = files;
    }

    static StageState scratch(Platform platform) {
        return begin(ImageConfig.scratch(platform), List.of(), FileTree::new);
    }

    static StageState on(Base base) {
        return begin(ImageConfig.of(base), base.layers(), base.files());
    }

    private static StageState begin(ImageConfig config, List<? extends Layer> layers, Base.Files files) {
        return new StageState(config, new HashMap<>(config.variables()), new ArrayList<>(layers), files);
    }

    /** Starts a stage on another one, whose arguments it inherits. */
    static StageState on(StageState below) {
        FileTree own = below.tree;
        return new StageState(
                below.config.copy(),
                new HashMap<>(below.variables),
                new ArrayList<>(below.layers),
                () -> own == null ? below.files.read() : own.copy());
    }

    /** Returns its files; the first call reads those of the base image. */
    FileTree tree() throws IOException {
        FileTree read = tree;
        if (read == null) {
            read = files.read();
            tree = read;
        }
        return read;
    }

    public ImageConfig config() {
        return config;
    }

    /** Returns its layers, the lowest first. */
    public List<Layer> layers() {
        return layers;
    }

    /** Returns the values of variables: arguments and environment. */
    Map<String, String> variables() {
        return variables;
    }

    /** Notes that the stage has its own {@code CMD}, which an {@code ENTRYPOINT} does not reset. */
    void hasCommand() {
        command = true;
    }

    boolean ownCommand() {
        return command;
    }
}
