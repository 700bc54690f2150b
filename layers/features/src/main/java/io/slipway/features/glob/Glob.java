package io.slipway.features.glob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the files of a folder that match a pattern, as Octopus does (Calamari's {@code GlobExpressions}): {@code *}, {@code ?},
 * {@code **} for any depth of folders, and the groups of {@link Alternatives}. Names that a pattern matches are compared without regard
 * to case; a pattern without special characters is the path of one file. Backslashes are slashes. {@code **} at the end matches only
 * folders, and so no file. Hidden files are matched like others.
 *
 * <p>Links are followed only to places within the folder, and a file is found once, under its real path.
 * Each instance reads the listing of a folder once: make a new instance when files have been added or removed.
 */
public final class Glob {
    /** The maximum number of patterns without groups that a pattern may expand to: 1,000. */
    public static final int MAX_ALTERNATIVES = 1_000;

    /** The maximum length of a pattern in UTF-16 units: 4,096. */
    public static final int MAX_PATTERN = 4_096;

    /** The maximum number of folder entries that a search may read: 1,000,000. */
    public static final int MAX_ENTRIES = 1_000_000;

    private static final String SPECIAL = "*?{}[]";

    private final Path root;
    private final Map<Path, List<Path>> listings = new HashMap<>();
    private final Set<Path> outside = new TreeSet<>();
    private long entries;

    /**
     * @param folder the folder that patterns are relative to
     * @throws IOException if it does not exist
     */
    public Glob(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /** Returns the links found so far that leave the folder or are broken, relative to it. They were not followed. */
    public Set<Path> linksNotFollowed() {
        return Collections.unmodifiableSet(outside);
    }

    /**
     * Returns the files that match a pattern, relative to the folder, sorted.
     *
     * @throws GlobException if the pattern is malformed, leaves the folder, or the search would pass a limit
     * @throws IOException if a folder cannot be read
     */
    public List<Path> files(String pattern) throws GlobException, IOException {
        if (pattern.length() > MAX_PATTERN) {
            throw new GlobException(
                    "A pattern must have at most " + MAX_PATTERN + " characters, but had " + pattern.length());
        }
        String slashed = pattern.strip().replace('\\', '/');
        if (slashed.indexOf('\0') >= 0) {
            throw new GlobException("A pattern must not have a NUL character, but has one");
        }
        if (slashed.startsWith(root + "/")) {
            slashed = slashed.substring(root.toString().length() + 1);
        }
        if (slashed.startsWith("/") || slashed.matches("[A-Za-z]:.*")) {
            throw new GlobException("The pattern '" + pattern + "' leaves the folder; write it relative to the folder");
        }
        boolean literal = slashed.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        Set<Path> found = new TreeSet<>();
        for (String alternative : Alternatives.of(slashed)) {
            for (Path path : expand(alternative, pattern, literal)) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(root.relativize(path));
                }
            }
        }
        return List.copyOf(found);
    }

    private Collection<Path> expand(String pattern, String given, boolean literal) throws GlobException, IOException {
        List<String> names = Arrays.stream(pattern.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        if (names.isEmpty() || pattern.endsWith("/")) {
            return Set.of();
        }
        Collection<Path> level = Set.of(root);
        for (String name : names) {
            Collection<Path> next = new LinkedHashSet<>();
            for (Path folder : level) {
                if (name.equals("..")) {
                    if (folder.equals(root)) {
                        throw new GlobException(
                                "The pattern '" + given + "' leaves the folder; write it relative to the folder");
                    }
                    next.add(parent(folder));
                } else if (name.equals("**")) {
                    descend(folder, next);
                } else {
                    children(folder).stream()
                            .filter(path -> literal ? name.equals(name(path)) : Wildcard.matches(name, name(path)))
                            .forEach(path -> follow(path, next));
                }
            }
            level = next;
        }
        return level;
    }

    /** Adds a folder and all folders in it, each once, even if several links lead to it. */
    private void descend(Path from, Collection<Path> into) throws GlobException, IOException {
        List<Path> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            Path folder = open.removeLast();
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !into.add(folder)) {
                continue;
            }
            for (Path child : children(folder).reversed()) {
                follow(child, open);
            }
        }
    }

    private void follow(Path path, Collection<Path> into) {
        if (!Files.isSymbolicLink(path)) {
            into.add(path);
            return;
        }
        try {
            Path real = path.toRealPath();
            if (real.startsWith(root)) {
                into.add(real);
                return;
            }
        } catch (IOException broken) {
            // A broken or cyclic link is reported with those that leave the folder.
        }
        outside.add(root.relativize(path));
    }

    private List<Path> children(Path folder) throws GlobException, IOException {
        List<Path> known = listings.get(folder);
        if (known != null) {
            return known;
        }
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path child : stream) {
                    if (++entries > MAX_ENTRIES) {
                        throw new GlobException(
                                "The folder must have at most " + MAX_ENTRIES + " files and folders, but has more");
                    }
                    children.add(child);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Collections.sort(children);
        listings.put(folder, children);
        return children;
    }

    private static Path parent(Path folder) {
        Path parent = folder.getParent();
        return parent == null ? folder : parent;
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
