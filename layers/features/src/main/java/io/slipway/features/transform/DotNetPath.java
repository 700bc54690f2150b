package io.slipway.features.transform;

/** Handles paths with slashes as .NET's {@code System.IO.Path} does; the pairing rules depend on its details. */
final class DotNetPath {
    private DotNetPath() {}

    /** Returns the part before the last slash; empty without a slash. */
    static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    /** Returns the part after the last slash. */
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the last dot of the name and the text after it; empty without a dot, or without text after it. */
    static String extension(String path) {
        String name = fileName(path);
        int dot = name.lastIndexOf('.');
        return dot < 0 || dot == name.length() - 1 ? "" : name.substring(dot);
    }

    /** Changes the extension. The new one may lack its dot and contain further dots. */
    static String changeExtension(String path, String extension) {
        String name = fileName(path);
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? path : path.substring(0, path.length() - name.length() + dot);
        return stem + (extension.startsWith(".") ? "" : ".") + extension;
    }

    /** Joins two paths; an absolute second path replaces the first. */
    static String combine(String first, String second) {
        if (second.startsWith("/") || first.isEmpty()) {
            return second;
        }
        if (second.isEmpty() || first.endsWith("/")) {
            return first + second;
        }
        return first + "/" + second;
    }

    /** Returns the relative path from one file to another. */
    static String relative(String from, String to) {
        String[] source = from.split("/", -1);
        String[] target = to.split("/", -1);
        int same = 0;
        while (same < source.length - 1 && same < target.length - 1 && source[same].equals(target[same])) {
            same++;
        }
        StringBuilder path = new StringBuilder("../".repeat(source.length - 1 - same));
        for (int i = same; i < target.length; i++) {
            path.append(target[i]).append(i < target.length - 1 ? "/" : "");
        }
        return path.toString();
    }
}
