package io.slipway.packages.archive;

import io.slipway.core.error.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of an entry, inside the folder that the archive is extracted into.
 *
 * @param segments its parts; none for the folder itself
 */
record EntryName(List<String> segments) {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final char REPLACEMENT = '\ufffd';

    EntryName {
        segments = List.copyOf(segments);
    }

    /** Reads a path whose parts a slash separates. A backslash is part of a name, unless it would lead somewhere on Windows. */
    static EntryName parse(String text) throws ArchiveException {
        if (text.isEmpty()) {
            throw new ArchiveException("an entry has no name");
        }
        check(text);
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            if (segment.getBytes(StandardCharsets.UTF_8).length > ArchiveLimits.MAX_SEGMENT) {
                throw new ArchiveException("a part of the entry's name is longer than " + ArchiveLimits.MAX_SEGMENT
                        + " bytes: " + quoted(text));
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return new EntryName(segments);
    }

    private static void check(String text) throws ArchiveException {
        if (text.indexOf(REPLACEMENT) >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ArchiveException("the name of the entry " + quoted(text) + " is in a broken encoding");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ArchiveException("the name of the entry " + quoted(text) + " has control characters");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > ArchiveLimits.MAX_PATH) {
            throw new ArchiveException(
                    "the entry's path is longer than " + ArchiveLimits.MAX_PATH + " bytes: " + quoted(text));
        }
        boolean absolute = text.startsWith("/") || text.startsWith("\\");
        if (absolute || DRIVE.matcher(text).matches()) {
            throw new ArchiveException("the entry " + quoted(text) + " has an absolute path");
        }
        if (List.of(text.split("[/\\\\]", -1)).contains("..")) {
            throw new ArchiveException("the entry " + quoted(text) + " leads out of its folder");
        }
    }

    /** The parts joined by slashes. */
    String path() {
        return String.join("/", segments);
    }

    /** Whether it is the folder itself. */
    boolean isRoot() {
        return segments.isEmpty();
    }

    /** A name of an archive as a message may show it: in quotes, on one line, not endless. */
    static String quoted(String text) {
        return Quoted.of(text);
    }
}
