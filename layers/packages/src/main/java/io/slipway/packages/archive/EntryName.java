package io.slipway.packages.archive;

import io.slipway.core.error.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of an entry, relative to the folder of the extraction.
 *
 * @param segments its parts; empty for the folder itself
 */
record EntryName(List<String> segments) {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final char REPLACEMENT = '\ufffd';

    EntryName {
        segments = List.copyOf(segments);
    }

    /** Parses a path separated by slashes. A backslash is part of a name, but refused if it would change the path on Windows. */
    static EntryName parse(String text) throws ArchiveException {
        if (text.isEmpty()) {
            throw new ArchiveException("an entry must have a name, but one has none");
        }
        check(text);
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            if (segment.getBytes(StandardCharsets.UTF_8).length > ArchiveLimits.MAX_SEGMENT) {
                throw new ArchiveException("each part of an entry's name must have at most " + ArchiveLimits.MAX_SEGMENT
                        + " bytes, but one is longer in " + quoted(text));
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
            throw new ArchiveException("an entry's name must be valid in its encoding, but was " + quoted(text));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new ArchiveException("an entry's name must not have control characters, but was " + quoted(text));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > ArchiveLimits.MAX_PATH) {
            throw new ArchiveException("an entry's path must have at most " + ArchiveLimits.MAX_PATH
                    + " bytes, but is longer: " + quoted(text));
        }
        boolean absolute = text.startsWith("/") || text.startsWith("\\");
        if (absolute || DRIVE.matcher(text).matches()) {
            throw new ArchiveException("an entry's path must be relative, but was " + quoted(text));
        }
        if (List.of(text.split("[/\\\\]", -1)).contains("..")) {
            throw new ArchiveException("an entry's path must stay inside its folder, but was " + quoted(text));
        }
    }

    /** Returns the parts joined by slashes. */
    String path() {
        return String.join("/", segments);
    }

    /** Returns whether it is the folder itself. */
    boolean isRoot() {
        return segments.isEmpty();
    }

    /** Formats a name for a message: quoted, on one line, shortened. */
    static String quoted(String text) {
        return Quoted.of(text);
    }
}
