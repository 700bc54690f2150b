package io.slipway.builds.dockerfile;

import java.util.List;
import java.util.Optional;

/** An instruction of a stage. Variables in its words are not expanded yet. */
public sealed interface Instruction {

    /** Returns its first line, from 1; 0 for a trigger of a base image. */
    int line();

    /** A name and its value, in {@code ENV} and {@code LABEL}. */
    record Pair(String name, String value) {}

    /** A build argument of a stage. */
    record Arg(int line, String name, Optional<String> value) implements Instruction {}

    /** Environment variables. */
    record Env(int line, List<Pair> pairs) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    /** Labels. */
    record Label(int line, List<Pair> pairs) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * Files, by {@code COPY} or {@code ADD}.
     *
     * @param add whether it is {@code ADD}, which extracts archives
     * @param sources the files that are copied, without here-documents
     * @param target the path of the copy
     * @param heredocs files whose content is in the Dockerfile
     * @param flags its flags
     */
    record Copy(int line, boolean add, List<String> sources, String target, List<Heredoc> heredocs, CopyFlags flags)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
            heredocs = List.copyOf(heredocs);
        }

        /** Returns its keyword. */
        public String name() {
            return add ? "ADD" : "COPY";
        }
    }

    /**
     * The flags of {@code COPY} and {@code ADD}.
     *
     * @param from the stage or image that files are copied from; by default the build's folder
     * @param owner user and group, by name or number
     * @param mode permissions
     * @param link whether the copy is a layer of its own, so that links in the base are not followed
     * @param parents whether the folders above a source are kept
     * @param exclude patterns of files to exclude
     * @param unpack whether archives are extracted; otherwise {@code ADD} does and {@code COPY} does not
     * @param remote the flags for URLs
     */
    record CopyFlags(
            Optional<String> from,
            Optional<String> owner,
            Optional<String> mode,
            boolean link,
            boolean parents,
            List<String> exclude,
            Optional<Boolean> unpack,
            List<String> remote) {
        public CopyFlags {
            exclude = List.copyOf(exclude);
            remote = List.copyOf(remote);
        }
    }

    /** The folder that later paths are relative to. */
    record Workdir(int line, String path) implements Instruction {}

    /** The user that processes run as. */
    record User(int line, String user) implements Instruction {}

    /** The ports that containers listen on. */
    record Expose(int line, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /** The mount points of volumes. */
    record Volume(int line, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A command.
     *
     * @param shell whether the shell runs it, as a single string
     */
    record Command(List<String> words, boolean shell) {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** The default command. */
    record Cmd(int line, Command command) implements Instruction {}

    /** The command that containers always run. */
    record Entrypoint(int line, Command command) implements Instruction {}

    /** The shell that runs commands in shell form. */
    record Shell(int line, List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

    /** The signal that ends the container. */
    record StopSignal(int line, String signal) implements Instruction {}

    /** A health check; durations are in nanoseconds, 0 for the default. */
    record Healthcheck(
            int line,
            Optional<Command> command,
            long interval,
            long timeout,
            long start,
            long startInterval,
            int retries)
            implements Instruction {}

    /** A trigger: an instruction for images based on this one. */
    record OnBuild(int line, String trigger, boolean heredocs) implements Instruction {}

    /** The author. */
    record Maintainer(int line, String name) implements Instruction {}

    /**
     * A command that runs during the build.
     *
     * @param text its unparsed arguments
     */
    record Run(int line, String text) implements Instruction {}
}
