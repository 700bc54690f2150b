package io.slipway.cli.sdi;

import io.slipway.builds.dockerfile.CopySources;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileProblem;
import io.slipway.packages.sdi.PackageReference;
import io.slipway.packages.sdi.SdiFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the mistakes in a folder's Dockerfile that can be found without running it. */
final class DockerfileCheck {
    private final Path folder;
    private final SdiFile sdi;

    DockerfileCheck(Path folder, SdiFile sdi) {
        this.folder = folder;
        this.sdi = sdi;
    }

    /** Returns all mistakes with their lines, as compilers print them. */
    List<String> mistakes(String text) throws IOException {
        String name = sdi.build().dockerfile();
        Dockerfile dockerfile = Dockerfile.read(text);
        List<DockerfileProblem> problems = new ArrayList<>(dockerfile.problems());
        Map<String, String> given = given();
        problems.addAll(dockerfile.basesWithoutValue(given));
        List<String> packages =
                sdi.packages().stream().map(PackageReference::folderOrId).toList();
        problems.addAll(new CopySources(dockerfile, files(), packages, ignored(name), known()).problems());
        problems.sort(Comparator.comparingInt(DockerfileProblem::line));
        List<String> mistakes = new ArrayList<>(problems.stream()
                .map(problem -> name + ":" + problem.line() + ": " + problem.message())
                .toList());
        Optional<String> target = sdi.build().target();
        if (target.isPresent() && dockerfile.target(target).isEmpty()) {
            mistakes.add(SdiFile.NAME + ": build.target is " + target.get() + ", and " + name + " has no such stage");
        }
        return mistakes;
    }

    /** Returns the given arguments. The values of base images are unknown here. */
    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>(sdi.build().args());
        sdi.build().baseImages().forEach(given::put);
        return given;
    }

    /** Returns the arguments whose values are not templates. */
    private Map<String, String> known() {
        return sdi.build().args().entrySet().stream()
                .filter(it -> !it.getValue().contains("#{"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file)
                            .toString()
                            .replace(folder.getFileSystem().getSeparator(), "/"))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Reads the ignore file. One named after the Dockerfile overrides the folder's
     * (https://docs.docker.com/build/concepts/context/).
     */
    private String ignored(String dockerfile) throws IOException {
        for (String name : List.of(dockerfile + ".dockerignore", ".dockerignore")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
