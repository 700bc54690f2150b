package io.slipway.features.transform;

/** What .NET's {@code System.IO.Path} makes of paths with slashes; the pairing rules rest on its details. */
final class DotNetPath {
    private DotNetPath() {}

    /** The part before the last slash; empty where there is none. */
    static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
    }

    /** The part after the last slash. */
    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The last dot of the name and what follows it; empty where there is none, or nothing follows. */
    static String extension(String path) {
        String name = fileName(path);
        int dot = name.lastIndexOf('.');
        return dot < 0 || dot == name.length() - 1 ? "" : name.substring(dot);
    }

    /** With another extension, which may come without its dot and hold further dots. */
    static String changeExtension(String path, String extension) {
        String name = fileName(path);
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? path : path.substring(0, path.length() - name.length() + dot);
        return stem + (extension.startsWith(".") ? "" : ".") + extension;
    }

    /** One path after another; an absolute second one stands alone. */
    static String combine(String first, String second) {
        if (second.startsWith("/") || first.isEmpty()) {
            return second;
        }
        if (second.isEmpty() || first.endsWith("/")) {
            return first + second;
        }
        return first + "/" + second;
    }

    /** The way from one file to another. */
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
