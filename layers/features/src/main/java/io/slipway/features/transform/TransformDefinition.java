package io.slipway.features.transform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of Octopus's list of transforms: {@code transform => target}, or the name of a transform alone (Calamari's {@code
 * XmlConfigTransformDefinition}). Only {@code *.} at the beginning of a file name is a wildcard that pairs names.
 *
 * @param text as it was written
 * @param transform the name of the transform, with slashes and without its wildcard
 * @param target the name of the file to change, with slashes and without its wildcard; {@code null} for a name alone
 * @param transformWildcard whether {@link #transform} had a wildcard
 * @param targetWildcard whether {@link #target} had a wildcard
 */
record TransformDefinition(
        String text, String transform, @Nullable String target, boolean transformWildcard, boolean targetWildcard) {
    private static final String ARROW = "=>";

    /** Reads a definition; empty if one of the sides of the arrow is missing. */
    static Optional<TransformDefinition> parse(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0) {
            return Optional.of(named(text));
        }
        String transform = slashes(text.substring(0, arrow));
        String rest = text.substring(arrow + ARROW.length());
        int next = rest.indexOf(ARROW);
        String target = slashes(next < 0 ? rest : rest.substring(0, next));
        if (transform.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TransformDefinition(
                text, withoutWildcard(transform), withoutWildcard(target), wildcard(transform), wildcard(target)));
    }

    /**
     * Creates the definition of a name without an arrow: {@code X.config} is transformed by {@code X.<name>} and
     * {@code X.<name>.config}.
     */
    static TransformDefinition named(String name) {
        return new TransformDefinition(name, slashes(name), null, false, false);
    }

    /** Returns whether it has an arrow. */
    boolean advanced() {
        return target != null;
    }

    /** Returns the target, if there is one. */
    String targetOrEmpty() {
        return target == null ? "" : target;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Converts backslashes to slashes, so that definitions written for Windows work everywhere. */
    private static String slashes(String path) {
        return path.strip().replace('\\', '/');
    }

    private static boolean wildcard(String path) {
        return DotNetPath.fileName(path).startsWith("*.");
    }

    /** Removes {@code *.} if more dots follow, else only {@code *}, so that an extension keeps its dot. */
    private static String withoutWildcard(String path) {
        if (!wildcard(path)) {
            return path;
        }
        int star = path.indexOf('*');
        int length = path.lastIndexOf('.') > star + 1 ? 2 : 1;
        return path.substring(0, star) + path.substring(Math.min(path.length(), star + length));
    }
}
