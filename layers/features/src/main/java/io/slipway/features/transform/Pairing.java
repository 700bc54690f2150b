package io.slipway.features.transform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pairs of transforms and files, in Octopus's order (Calamari's {@code ConfigurationTransformsBehaviour}): file by file, and for each
 * file the listed transforms before {@code Release}, the environment's and the tenant's. A pair is applied once.
 *
 * @param pairs in the order in which they are applied
 * @param notes the skipped transforms with the reason, in Octopus's words
 * @param unmatched the listed definitions that match no file, in Octopus's words
 */
public record Pairing(List<Pair> pairs, List<String> notes, List<String> unmatched) {
    /** The maximum number of pairs of a run: 10,000. */
    public static final int MAX_PAIRS = 10_000;

    /**
     * A transform and the file that it changes.
     *
     * @param target relative to the folder, with slashes
     * @param transform relative to the folder, with slashes
     */
    public record Pair(String target, String transform) {}

    /**
     * A request for transforms.
     *
     * @param listed the lines of the list; blank ones do not count
     * @param automatic whether the transforms named after {@code Release}, the environment and the tenant are applied,
     * too
     * @param environment the environment's name; may be empty
     * @param tenant the tenant's name; may be empty
     * @param diagnostics whether every comparison is noted
     */
    public record Request(
            List<String> listed, boolean automatic, String environment, String tenant, boolean diagnostics) {
        /** Keeps its own copy. */
        public Request {
            listed = List.copyOf(listed);
        }
    }

    /** Keeps its own copies. */
    public Pairing {
        pairs = List.copyOf(pairs);
        notes = List.copyOf(notes);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * Pairs the transforms and the files of a folder.
     *
     * @param folder the folder's absolute path, with slashes; definitions may contain it
     * @param files its files, relative to it, with slashes
     * @throws PairingException if a definition is malformed, or matches only paths outside the folder
     */
    public static Pairing of(String folder, Collection<String> files, Request request) throws PairingException {
        return new Matching(folder, files, request).pairing();
    }

    /** The pairs found so far. */
    private static final class Matching {
        private static final String CONFIG = ".config";

        private final String folder;
        private final FileNames files;
        private final TransformLocator locator;
        private final boolean diagnostics;
        private final boolean pairsElsewhere;
        private final List<TransformDefinition> listed;
        private final List<TransformDefinition> automatic;
        private final Set<Pair> pairs = new LinkedHashSet<>();
        // Definitions are compared by identity, not by text: "Release" may be both listed and automatic.
        private final Set<TransformDefinition> applied = identities();
        private final Set<TransformDefinition> overlapped = identities();
        private final Set<TransformDefinition> outside = identities();
        private final List<String> notes = new ArrayList<>();

        Matching(String folder, Collection<String> files, Request request) throws PairingException {
            this.folder = folder;
            this.files = new FileNames(
                    files.stream().map(file -> folder + "/" + file).toList());
            this.locator = new TransformLocator(this.files, folder);
            this.diagnostics = request.diagnostics();
            this.listed = listed(request);
            this.automatic = automatic(request);
            this.pairsElsewhere = !automatic.isEmpty() || listed.stream().anyMatch(TransformDefinition::advanced);
        }

        private static List<TransformDefinition> listed(Request request) throws PairingException {
            List<TransformDefinition> definitions = new ArrayList<>();
            for (String line : request.listed()) {
                if (!line.isBlank()) {
                    definitions.add(TransformDefinition.parse(line.strip())
                            .orElseThrow(() -> new PairingException("The transform pattern \"" + line.strip()
                                    + "\" must have a file on each side of its arrow: transform => target")));
                }
            }
            return definitions;
        }

        private static List<TransformDefinition> automatic(Request request) {
            List<TransformDefinition> definitions = new ArrayList<>();
            if (request.automatic()) {
                definitions.add(TransformDefinition.named("Release"));
                for (String name : List.of(request.environment(), request.tenant())) {
                    if (!name.isBlank()) {
                        definitions.add(TransformDefinition.named(name));
                    }
                }
            }
            return definitions;
        }

        Pairing pairing() throws PairingException {
            List<TransformDefinition> all = all().toList();
            if (!all.isEmpty()) {
                for (String source : files.endingWith(extensions())) {
                    for (TransformDefinition definition : all) {
                        // A name without an arrow applies to X.config, even if a pair with another ending is also
                        // listed, for
                        // which Octopus applies X.Release.config to X.sitemap (OctopusDeploy/Issues#7092).
                        if (!pairsElsewhere || definition.advanced() || isConfig(source)) {
                            match(source, definition);
                        }
                    }
                }
            }
            for (TransformDefinition definition : listed) {
                if (outside.contains(definition) && !applied.contains(definition) && !overlapped.contains(definition)) {
                    throw new PairingException(
                            "The transform pattern \"" + definition + "\" must stay inside the folder, but leaves it");
                }
            }
            return new Pairing(List.copyOf(pairs), withOverlapped(), unmatched());
        }

        private Stream<TransformDefinition> all() {
            return Stream.concat(listed.stream(), automatic.stream());
        }

        /** Returns the endings of the files that may be changed; any ending if no definition has a target. */
        private Set<String> extensions() {
            Set<String> extensions = new LinkedHashSet<>();
            if (pairsElsewhere && all().anyMatch(definition -> !definition.advanced())) {
                extensions.add(CONFIG);
            }
            for (TransformDefinition definition : listed) {
                if (definition.advanced()) {
                    extensions.add(DotNetPath.extension(definition.targetOrEmpty()));
                }
            }
            return extensions.isEmpty() ? Set.of("") : extensions;
        }

        private void match(String source, TransformDefinition definition) throws PairingException {
            String wanted = DotNetPath.fileName(definition.targetOrEmpty()).toLowerCase(Locale.ROOT);
            if (definition.transformWildcard()
                    && !source.toLowerCase(Locale.ROOT).endsWith(wanted)) {
                return;
            }
            String directory = locator.directory(source, definition);
            if (!directory.equals(folder) && !directory.startsWith(folder + "/")) {
                outside.add(definition);
                return;
            }
            List<String> transforms = locator.transforms(
                    source, definition, reason -> diagnose(relative(source) + ": \"" + definition + "\": " + reason));
            for (String transform : transforms) {
                if (!pairs.add(new Pair(relative(source), relative(transform)))) {
                    overlapped.add(definition);
                    continue;
                }
                applied.add(definition);
                if (pairs.size() > MAX_PAIRS) {
                    throw new PairingException(
                            "There must be at most " + MAX_PAIRS + " pairs of files and transforms, but are more");
                }
            }
        }

        private void diagnose(String note) {
            if (diagnostics) {
                notes.add(note.replace(folder + "/", ""));
            }
        }

        private List<String> withOverlapped() {
            Set<String> told = new LinkedHashSet<>(notes);
            for (TransformDefinition definition : listed) {
                if (overlapped.contains(definition)) {
                    told.add("The transform pattern \"" + definition
                            + "\" was not performed as it overlapped with another transform.");
                }
            }
            return List.copyOf(told);
        }

        private List<String> unmatched() {
            return listed.stream()
                    .filter(definition -> !overlapped.contains(definition) && !applied.contains(definition))
                    .map(definition -> "The transform pattern \"" + definition
                            + "\" was not performed as no matching files could be found.")
                    .distinct()
                    .toList();
        }

        private static boolean isConfig(String source) {
            return source.toLowerCase(Locale.ROOT).endsWith(CONFIG);
        }

        private static Set<TransformDefinition> identities() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
        }

        private String relative(String path) {
            return path.substring(folder.length() + 1);
        }
    }
}
