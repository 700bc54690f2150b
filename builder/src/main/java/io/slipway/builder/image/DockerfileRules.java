package io.slipway.builder.image;

import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.RawInstruction;
import io.slipway.builds.dockerfile.Stage;
import io.slipway.builds.report.BuildException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for Dockerfiles on a shared machine. */
final class DockerfileRules {
    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|git@).*");
    private static final Pattern SYNTAX = Pattern.compile("(?im)\\A(?:\\s*#.*\\R)*?\\s*#\\s*syntax\\s*=\\s*(\\S+)");
    private static final Pattern DOCKERS = Pattern.compile("(?:docker\\.io/)?docker/dockerfile(?:[:@].*)?");

    private final ImageBuild build;
    private final Dockerfile dockerfile;

    DockerfileRules(ImageBuild build) {
        this.build = build;
        this.dockerfile = build.dockerfileText();
    }

    /** Refuses instructions that use a network, and unknown frontends. */
    void check(JobMachine machine) throws BuildException {
        if (!machine.sandboxed()) {
            return;
        }
        Optional<RawInstruction> reaching = first(it -> it.name().equals("ADD")
                && it.words().stream()
                        .limit(Math.max(0, it.words().size() - 1))
                        .anyMatch(word -> ADDRESS.matcher(word).matches()));
        if (reaching.isPresent()) {
            throw new BuildException(
                    "ADD of a URL needs a network, which builds on this machine do not have; push the file as a package and list"
                            + " it in sdi.yaml, or start Slipway with --trust-builds",
                    build.dockerfile(),
                    reaching.get().line(),
                    List.of());
        }
        Matcher syntax = SYNTAX.matcher(build.text());
        if (syntax.find() && !DOCKERS.matcher(syntax.group(1)).matches()) {
            throw new BuildException(
                    "the syntax must be docker/dockerfile, but was " + syntax.group(1)
                            + "; start Slipway with --trust-builds to use others",
                    build.dockerfile(),
                    1,
                    List.of());
        }
    }

    /** Returns the first line that runs a program, if one does. */
    Optional<Integer> run() {
        return first(it -> it.name().equals("RUN")).map(RawInstruction::line);
    }

    private Optional<RawInstruction> first(Predicate<RawInstruction> kind) {
        return dockerfile.stages().stream()
                .map(Stage::instructions)
                .flatMap(List::stream)
                .filter(kind)
                .findFirst();
    }
}
