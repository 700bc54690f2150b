package io.slipway.builds.dockerfile;

import java.util.List;
import java.util.Optional;

/** An instruction of a stage. Words have no values put in yet. */
public sealed interface Instruction {

    /** Its first line, from 1 on; 0 for a trigger of a base image. */
    int line();

    /** A name and its value, as {@code ENV} and {@code LABEL} have them. */
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

        /** Its name. */
        public String name() {
            return add ? "ADD" : "COPY";
        }
    }

    /**
     * The flags of {@code COPY} and {@code ADD}.
     *
     * @param from the stage or image that files are taken from; without it the build's folder
     * @param owner user and group, by name or number
     * @param mode permissions
     * @param link whether links in the base are not followed
     * @param parents whether the folders above a source are kept
     * @param exclude patterns of files that are left out
     * @param unpack whether archives are extracted; otherwise {@code ADD} does and {@code COPY} does not
     * @param remote the flags that are about addresses alone
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

    /** The folder that later paths begin at. */
    record Workdir(int line, String path) implements Instruction {}

    /** The user of processes. */
    record User(int line, String user) implements Instruction {}

    /** Ports. */
    record Expose(int line, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /** Mount points. */
    record Volume(int line, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A command.
     *
     * @param shell whether the shell runs it: then it is one string
     */
    record Command(List<String> words, boolean shell) {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** The default command. */
    record Cmd(int line, Command command) implements Instruction {}

    /** The command that is always run. */
    record Entrypoint(int line, Command command) implements Instruction {}

    /** The shell of commands in shell form. */
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

    /** An instruction for images that build on this one. */
    record OnBuild(int line, String trigger, boolean heredocs) implements Instruction {}

    /** The author. */
    record Maintainer(int line, String name) implements Instruction {}

    /**
     * A command that has to run while the image is built.
     *
     * @param text its arguments, as they are written
     */
    record Run(int line, String text) implements Instruction {}
}
