package io.slipway.packages.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The paths of an archive seen so far. Only folders have entries below them, and no path is both a folder and
 * something else. Of two files or links with the same name, the later one wins, as {@code tar -r} intends.
 */
final class ArchiveTree {
    /** The maximum number of links in a path: Linux's own limit. */
    private static final int MAX_HOPS = 40;

    private enum Kind {
        FOLDER,
        FILE,
        LINK
    }

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final Set<String> twice = new LinkedHashSet<>();

    void folder(EntryName name) throws ArchiveException {
        parents(name);
        add(name, Kind.FOLDER);
    }

    void file(EntryName name) throws ArchiveException {
        parents(name);
        add(name, Kind.FILE);
    }

    /** Adds a symbolic link. Its target is checked when all links are known. */
    void link(EntryName name, String target) throws ArchiveException {
        parents(name);
        add(name, Kind.LINK);
        links.put(name.path(), target);
    }

    boolean isFile(EntryName name) {
        return kinds.get(name.path()) == Kind.FILE;
    }

    /** Returns the symbolic links with their targets, as written, in the order of the archive. */
    Map<String, String> links() {
        return Collections.unmodifiableMap(links);
    }

    private void parents(EntryName name) throws ArchiveException {
        StringBuilder path = new StringBuilder();
        for (String segment : name.segments().subList(0, name.segments().size() - 1)) {
            path.append(path.isEmpty() ? "" : "/").append(segment);
            Kind kind = kinds.putIfAbsent(path.toString(), Kind.FOLDER);
            if (kind != null && kind != Kind.FOLDER) {
                throw new ArchiveException("the entry " + EntryName.quoted(name.path()) + " must be below folders, but "
                        + EntryName.quoted(path.toString()) + " is a " + (kind == Kind.LINK ? "link" : "file"));
            }
        }
    }

    private void add(EntryName name, Kind kind) throws ArchiveException {
        Kind before = kinds.put(name.path(), kind);
        if (before != null && (before == Kind.FOLDER) != (kind == Kind.FOLDER)) {
            throw new ArchiveException(
                    "the entry " + EntryName.quoted(name.path()) + " must be a folder or a file, but is both");
        }
        links.remove(name.path());
        if (before != null && kind != Kind.FOLDER) {
            twice.add(name.path());
        }
    }

    /** Returns the paths of files and links that occur more than once. */
    Set<String> twice() {
        return Collections.unmodifiableSet(twice);
    }

    /** Refuses links that leave the folder, even temporarily, or form a cycle. A link to a missing file is allowed. */
    void checkLinks() throws ArchiveException {
        for (String link : links.keySet()) {
            follow(link);
        }
    }

    private void follow(String link) throws ArchiveException {
        Deque<String> ahead = new ArrayDeque<>(List.of(link.split("/", -1)));
        List<String> here = new ArrayList<>();
        int hops = 0;
        while (!ahead.isEmpty()) {
            String segment = ahead.pop();
            if (segment.equals("..")) {
                if (here.isEmpty()) {
                    throw out(link);
                }
                here.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                here.add(segment);
                Optional<String> target = Optional.ofNullable(links.get(String.join("/", here)));
                if (target.isPresent()) {
                    hops++;
                    if (hops > MAX_HOPS) {
                        throw new ArchiveException("the link " + EntryName.quoted(link)
                                + " must not pass through more than " + MAX_HOPS + " links, but does");
                    }
                    here.removeLast();
                    push(ahead, target.get(), link);
                }
            }
        }
    }

    private static void push(Deque<String> ahead, String target, String link) throws ArchiveException {
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0 || target.indexOf(':') == 1) {
            throw out(link);
        }
        if (target.chars().anyMatch(Character::isISOControl) || target.length() > ArchiveLimits.MAX_PATH) {
            throw new ArchiveException("the target of the link " + EntryName.quoted(link) + " must have at most "
                    + ArchiveLimits.MAX_PATH + " characters and no control characters");
        }
        List<String> segments = List.of(target.split("/", -1));
        segments.reversed().forEach(ahead::push);
    }

    private static ArchiveException out(String link) {
        return new ArchiveException(
                "the link " + EntryName.quoted(link) + " must stay inside its folder, but leaves it");
    }
}
