package io.slipway.features.glob;

import java.util.ArrayList;
import java.util.List;

/** Compares paths with a pattern of {@link Glob}. It matches the paths that {@link Glob} finds in a folder, except through links. */
public final class GlobPattern {
    private static final String SPECIAL = "*?{}[]";

    private final List<List<String>> alternatives = new ArrayList<>();
    private final boolean literal;

    /** Reads a pattern. */
    public GlobPattern(String pattern) throws GlobException {
        String slashed = pattern.strip().replace('\\', '/');
        this.literal = slashed.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        for (String alternative : Alternatives.of(slashed)) {
            if (!alternative.endsWith("/")) {
                alternatives.add(parts(alternative));
            }
        }
    }

    private static List<String> parts(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : pattern.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Returns whether a file of this path may be found by the pattern. */
    public boolean fits(String path) {
        List<String> names = List.of(path.split("/", -1));
        return alternatives.stream().anyMatch(parts -> fits(parts, 0, names, 0));
    }

    private boolean fits(List<String> parts, int part, List<String> names, int name) {
        if (part == parts.size()) {
            return name == names.size();
        }
        if (parts.get(part).equals("**")) {
            // As the last part of a pattern, ** finds folders only.
            for (int next = name; part < parts.size() - 1 && next < names.size(); next++) {
                if (fits(parts, part + 1, names, next)) {
                    return true;
                }
            }
            return false;
        }
        return name < names.size()
                && (literal
                        ? parts.get(part).equals(names.get(name))
                        : Wildcard.matches(parts.get(part), names.get(name)))
                && fits(parts, part + 1, names, name + 1);
    }
}
