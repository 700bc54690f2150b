package io.slipway.features.structured;

import io.slipway.features.text.TextException;
import java.util.List;

/** A format of structured files. An instance is for one run, and may cache facts about its variables. */
public interface StructuredFormat {
    /** Returns the name used in messages. */
    String name();

    /** Returns its file extensions, in lower case and with the dot. */
    List<String> extensions();

    /**
     * Replaces the values whose path is the name of a variable.
     *
     * @param file the file's bytes, which are only read
     * @return the new bytes, which equal the old ones outside replaced values
     * @throws NotThisFormatException if the file is not of this format; the next one is tried
     * @throws TextException if the file is no text in any format
     */
    Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException;

    /**
     * The result of a file, without values, which may be secrets.
     *
     * @param bytes the bytes to write
     * @param replacements the replacements, in the order of the file
     * @param warnings the warnings, each in one line
     */
    // Instances are never compared, and copies of files would only cost memory.
    @SuppressWarnings("ArrayRecordComponent")
    record Replaced(byte[] bytes, List<Replacement> replacements, List<String> warnings) {
        /** Keeps its own copies. */
        public Replaced {
            replacements = List.copyOf(replacements);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * One replaced value.
     *
     * @param variable the variable's name as it was declared
     * @param line where the old value began, counted from 1
     * @param column counted from 1 in UTF-16 units
     */
    record Replacement(String variable, int line, int column) {}
}
