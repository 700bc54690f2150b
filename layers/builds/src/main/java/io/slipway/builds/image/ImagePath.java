package io.slipway.builds.image;

import io.slipway.builds.files.PathPatterns;

/** Paths of instructions, from the root of the image. */
final class ImagePath {
    private ImagePath() {}

    /** Returns the path without leading and trailing slashes. */
    static String of(String path, String folder, boolean windows) {
        String plain = slashes(path, windows);
        return plain.startsWith("/")
                ? PathPatterns.clean(plain)
                : PathPatterns.clean(slashes(folder, windows) + "/" + plain);
    }

    /** Returns the path, with a slash at its end if it must be a folder. */
    static String target(String path, String folder, boolean windows) {
        String plain = slashes(path, windows);
        boolean isFolder = plain.isEmpty() || plain.equals(".") || plain.endsWith("/") || plain.endsWith("/.");
        return of(path, folder, windows) + (isFolder ? "/" : "");
    }

    /** Normalizes a path of Windows, which may have backslashes and a drive letter; an image has only one drive. */
    static String slashes(String path, boolean windows) {
        if (!windows) {
            return path;
        }
        String plain = path.replace('\\', '/');
        boolean drive = plain.length() > 1 && plain.charAt(1) == ':' && Character.isLetter(plain.charAt(0));
        return drive ? plain.substring(2) : plain;
    }
}
