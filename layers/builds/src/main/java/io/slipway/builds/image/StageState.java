package io.slipway.builds.image;

import io.slipway.builds.files.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a stage after the instructions that were done: files, configuration, layers, variables. */
public final class StageState {
    private final ImageConfig config;
    private final Map<String, String> variables;
    private final List<Layer> layers;
    private final Platform platform;
    private final Base.Files files;
    private @Nullable FileTree tree;
    private boolean command;

    private StageState(
            ImageConfig config,
            Map<String, String> variables,
            List<Layer> layers,
            Platform platform,
            Base.Files files) {
        this.config = config;
        this.variables = variables;
        this.layers = layers;
        this.platform = platform;
        this.files = files;
    }

    static StageState scratch(Platform platform) {
        return begin(ImageConfig.scratch(platform), List.of(), platform, FileTree::new);
    }

    static StageState on(Base base) {
        return begin(ImageConfig.of(base), base.layers(), base.platform(), base.files());
    }

    private static StageState begin(
            ImageConfig config, List<? extends Layer> layers, Platform platform, Base.Files files) {
        return new StageState(config, new HashMap<>(config.variables()), new ArrayList<>(layers), platform, files);
    }

    /** A stage on another one; arguments of that one hold on. */
    static StageState on(StageState below) {
        FileTree own = below.tree;
        return new StageState(
                below.config.copy(),
                new HashMap<>(below.variables),
                new ArrayList<>(below.layers),
                below.platform,
                () -> own == null ? below.files.read() : own.copy());
    }

    /** Returns its files; the base's are read at the first call. */
    FileTree tree() throws IOException {
        FileTree read = tree;
        if (read == null) {
            read = files.read();
            tree = read;
        }
        return read;
    }

    /** Its configuration. */
    public ImageConfig config() {
        return config;
    }

    /** Its layers, the lowest first. */
    public List<Layer> layers() {
        return layers;
    }

    /** The values of variables: arguments and environment. */
    Map<String, String> variables() {
        return variables;
    }

    Platform platform() {
        return platform;
    }

    /** Notes that the stage has a {@code CMD} of its own, which an {@code ENTRYPOINT} leaves. */
    void hasCommand() {
        command = true;
    }

    boolean ownCommand() {
        return command;
    }
}
