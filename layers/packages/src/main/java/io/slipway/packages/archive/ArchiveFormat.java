package io.slipway.packages.archive;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The archive formats of packages, recognized by the file name's extension, in upper or lower case. */
public enum ArchiveFormat {
    ZIP,
    /** A NuGet package: a zip with its own metadata files. */
    NUPKG,
    /** A Java archive: a zip. */
    JAR,
    /** A Python wheel or egg: a zip. */
    WHEEL,
    TAR,
    TAR_GZIP,
    TAR_BZIP2,
    TAR_XZ,
    TAR_ZSTD;

    private static final Map<String, ArchiveFormat> EXTENSIONS = extensions();

    private static Map<String, ArchiveFormat> extensions() {
        Map<String, ArchiveFormat> extensions = new LinkedHashMap<>();
        extensions.put(".zip", ZIP);
        extensions.put(".nupkg", NUPKG);
        extensions.put(".jar", JAR);
        extensions.put(".war", JAR);
        extensions.put(".ear", JAR);
        extensions.put(".whl", WHEEL);
        extensions.put(".tar", TAR);
        extensions.put(".tar.gz", TAR_GZIP);
        extensions.put(".tgz", TAR_GZIP);
        extensions.put(".tar.bz2", TAR_BZIP2);
        extensions.put(".tbz2", TAR_BZIP2);
        extensions.put(".tbz", TAR_BZIP2);
        extensions.put(".tar.xz", TAR_XZ);
        extensions.put(".txz", TAR_XZ);
        extensions.put(".tar.zst", TAR_ZSTD);
        extensions.put(".tzst", TAR_ZSTD);
        return extensions;
    }

    /** Returns whether it is a zip, whose directory at its end allows reading one entry without the others. */
    public boolean isZip() {
        return this == ZIP || this == NUPKG || this == JAR || this == WHEEL;
    }

    /** Returns the format of a file by its name, if the extension is known. */
    public static Optional<ArchiveFormat> of(String fileName) {
        return Optional.ofNullable(EXTENSIONS.get(extension(fileName).toLowerCase(Locale.ROOT)));
    }

    /** Returns the extension as spelled in the name, with its dot; empty if it is not known. */
    public static String extension(String fileName) {
        return EXTENSIONS.keySet().stream()
                .filter(it -> fileName.length() > it.length())
                .flatMap(it -> Stream.of(fileName.substring(fileName.length() - it.length()))
                        .filter(end -> end.toLowerCase(Locale.ROOT).equals(it)))
                .findFirst()
                .orElse("");
    }

    /** Returns the file's name without its known extension. */
    public static String withoutExtension(String fileName) {
        return fileName.substring(0, fileName.length() - extension(fileName).length());
    }

    /** Returns all extensions, for messages. */
    public static String known() {
        return String.join(", ", EXTENSIONS.keySet());
    }
}
