package io.slipway.cli.sdi;

import io.slipway.packages.sdi.BuildSettings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The build arguments that a Dockerfile declares. */
record DockerfileArguments(List<String> names) {
    private static final Pattern ARG = Pattern.compile("(?im)^\\s*ARG\\s+(.+)$");
    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:=\\S*)?");

    DockerfileArguments(String dockerfile) {
        this(ARG.matcher(dockerfile)
                .results()
                .flatMap(line -> NAME.matcher(line.group(1)).results())
                .map(name -> name.group(1))
                .toList());
    }

    /** Returns the arguments that are given but not declared. */
    List<String> missing(BuildSettings build) {
        return Stream.concat(build.baseImages().keySet().stream(), build.args().keySet().stream())
                .filter(name -> !names.contains(name))
                .toList();
    }
}
