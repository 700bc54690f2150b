package io.slipway.builds.dockerfile;

import io.slipway.builds.files.PathPatterns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Looks for the sources of {@code COPY} and {@code ADD} in the build's folder, and reports those that are missing.
 * Sources in variables without a known value, and those in other stages, images or at URLs, are not checked.
 */
public final class CopySources {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[a-z][a-z0-9+.-]*://|git@).*|.*\\.git(?:#.*)?", Pattern.DOTALL);

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private final Dockerfile dockerfile;
    private final Set<String> files;
    private final Collection<String> packages;
    private final PathPatterns ignored;
    private final Map<String, String> given;

    /**
     * Creates the check against the contents of a folder.
     *
     * @param files the paths of its files and folders
     * @param packages the folders into which packages are extracted: their contents are not known
     * @param ignore the text of the {@code .dockerignore} that applies
     * @param given the values of build arguments
     */
    public CopySources(
            Dockerfile dockerfile,
            Set<String> files,
            Collection<String> packages,
            String ignore,
            Map<String, String> given) {
        this.dockerfile = dockerfile;
        this.files = Set.copyOf(files);
        this.packages = List.copyOf(packages);
        this.ignored = PathPatterns.ofFile(ignore);
        this.given = Map.copyOf(given);
    }

    /** Returns the sources that are missing or ignored, in the order of the lines. */
    public List<DockerfileProblem> problems() {
        List<DockerfileProblem> problems = new ArrayList<>();
        for (Stage stage : dockerfile.stages()) {
            Map<String, String> values = new HashMap<>();
            for (RawInstruction it : stage.instructions()) {
                switch (it.name()) {
                    case "ARG" -> argument(it, values);
                    // Values of ENV are not tracked.
                    case "ENV" -> it.words().forEach(word -> values.remove(word.split("=", 2)[0]));
                    case "COPY", "ADD" -> check(it, stage, values, problems);
                    default -> {
                        // Other instructions read no files of the folder.
                    }
                }
            }
        }
        return problems;
    }

    private void argument(RawInstruction it, Map<String, String> values) {
        for (String word : Words.raw(it.rest(), dockerfile.escape())) {
            String[] parts = word.split("=", 2);
            Optional.ofNullable(given.get(parts[0]))
                    .or(() -> parts.length == 2 ? known(parts[1], values) : defaultOf(parts[0]))
                    .filter(value -> value.indexOf('$') < 0)
                    .ifPresent(value -> values.put(parts[0], value));
        }
    }

    private Optional<String> defaultOf(String name) {
        try {
            return Optional.ofNullable(dockerfile.values(Map.of(), given).get(name));
        } catch (DockerfileException e) {
            return Optional.empty();
        }
    }

    private void check(RawInstruction it, Stage stage, Map<String, String> values, List<DockerfileProblem> problems) {
        if (it.flag("from").isPresent()) {
            from(it, stage, problems);
            return;
        }
        List<String> words = it.words();
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            String source = known(word, values).orElse("");
            if (source.isEmpty()
                    || word.startsWith("<<")
                    || ADDRESS.matcher(source).matches()) {
                continue;
            }
            found(PathPatterns.clean(source), source)
                    .ifPresent(reason -> problems.add(
                            new DockerfileProblem(it.line(), it.name() + " of " + source + ": " + reason)));
        }
    }

    /** Checks only numbers: they must be stages, and any other name may be an image. */
    private void from(RawInstruction it, Stage stage, List<DockerfileProblem> problems) {
        String from = it.flag("from").orElse("");
        if (from.matches("\\d{1,9}") && Integer.parseInt(from) >= stage.number()) {
            problems.add(new DockerfileProblem(
                    it.line(), it.name() + " --from=" + from + ": there is no stage " + from + " before this one"));
        }
    }

    /** Returns the word with its variables' values; empty if one of them has no known value. */
    private Optional<String> known(String word, Map<String, String> values) {
        Map<String, String> marked = new HashMap<>(values);
        String missing = "\0";
        VARIABLE.matcher(word).results().forEach(name -> marked.putIfAbsent(name.group(1), missing));
        try {
            return Optional.of(Expansion.word(word, dockerfile.escape(), marked, 0))
                    .filter(expanded -> !expanded.contains(missing));
        } catch (DockerfileException e) {
            // The quote is not closed, so the word names no variable.
            return word.indexOf('$') < 0 ? Optional.of(word.replaceAll("^[\"']|[\"']$", "")) : Optional.empty();
        }
    }

    /** Returns the reason why nothing would be copied; empty if something would, or might, be. */
    private Optional<String> found(String path, String source) {
        if (path.isEmpty() || packages.stream().anyMatch(folder -> touches(path, folder))) {
            return Optional.empty();
        }
        Predicate<String> pattern = pattern(path);
        List<String> there = files.stream()
                .filter(file -> file.equals(path) || pattern.test(file))
                .toList();
        if (there.isEmpty()) {
            return Optional.of("there is no " + source + " in the folder"
                    + (packages.isEmpty() ? "" : ", and no package is extracted there"));
        }
        boolean left = there.stream()
                .noneMatch(top -> files.stream()
                        .anyMatch(file -> (file.equals(top) || file.startsWith(top + "/")) && !ignored.fits(file)));
        return left ? Optional.of(".dockerignore excludes it") : Optional.empty();
    }

    /** Returns whether the path is a package's folder, in it or above it, or its archive, whose extension is unknown here. */
    private static boolean touches(String path, String folder) {
        boolean archive = path.startsWith(folder + ".") || pattern(path).test(folder + ".zip");
        boolean above = folder.startsWith(path + "/");
        boolean wild = path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
        return archive
                || above
                || path.equals(folder)
                || path.startsWith(folder + "/")
                || (wild && mayReach(path, folder));
    }

    /** Returns whether a pattern may match files in a package, because its first parts match the folder's. */
    private static boolean mayReach(String path, String folder) {
        String[] parts = path.split("/", -1);
        String[] folders = folder.split("/", -1);
        for (int i = 0; i < Math.min(parts.length, folders.length); i++) {
            if (!pattern(parts[i]).test(folders[i])) {
                return false;
            }
        }
        return true;
    }

    /** Matches within folders, and across them for {@code --parents}. */
    private static Predicate<String> pattern(String path) {
        return PathPatterns.ofSource(path)
                .asMatchPredicate()
                .or(PathPatterns.acrossFolders(path).asMatchPredicate());
    }
}
