package io.slipway.features.structured;

import io.slipway.features.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses the formats to try on a file, and uses the first that can read it. */
public final class Formats {
    private final List<StructuredFormat> all;

    /**
     * @param all the formats, in the order in which they are tried on a file with an unknown extension; the first is
     * tried on every file
     */
    public Formats(List<StructuredFormat> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The result of a file.
     *
     * @param format its format
     * @param replaced the replacements
     * @param refusals the reasons why earlier formats did not read it, each in one line
     */
    public record Outcome(StructuredFormat format, StructuredFormat.Replaced replaced, List<String> refusals) {
        /** Keeps its own copy. */
        public Outcome {
            refusals = List.copyOf(refusals);
        }
    }

    /** Thrown if no format can read a file. */
    public static final class NoFormatException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StructuredFormat last;
        private final transient NotThisFormatException why;

        NoFormatException(StructuredFormat last, NotThisFormatException why) {
            super("The file could not be parsed as " + last.name() + ": " + why.getMessage(), why);
            this.last = last;
            this.why = why;
        }

        /** Returns the format that was tried last. */
        public StructuredFormat last() {
            return last;
        }

        /** Returns the reason. */
        public NotThisFormatException why() {
            return why;
        }
    }

    /**
     * Replaces values in a file, in the first format that can read it.
     *
     * @param name the file's name, which decides the formats to try
     * @param firstOnly whether only the first format is tried, whatever its name
     */
    public Outcome replace(String name, byte[] file, boolean firstOnly, StructuredVariables variables)
            throws NoFormatException, TextException {
        List<String> refusals = new ArrayList<>();
        List<StructuredFormat> candidates = firstOnly ? all.subList(0, 1) : candidates(name);
        for (StructuredFormat format : candidates) {
            try {
                return new Outcome(format, format.replace(file, variables), refusals);
            } catch (NotThisFormatException e) {
                if (format.equals(candidates.getLast())) {
                    throw new NoFormatException(format, e);
                }
                refusals.add("The file could not be parsed as " + format.name() + ": " + e.getMessage());
            }
        }
        throw new IllegalStateException("There is no format");
    }

    /**
     * Returns the first format, which files of any name may have, and the format of the name's extension; all formats for other extensions.
     */
    List<StructuredFormat> candidates(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        for (StructuredFormat format : all) {
            if (format.extensions().stream().anyMatch(folded::endsWith)) {
                return format.equals(all.getFirst()) ? List.of(format) : List.of(all.getFirst(), format);
            }
        }
        return all;
    }
}
