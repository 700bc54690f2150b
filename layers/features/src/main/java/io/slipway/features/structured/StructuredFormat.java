package io.slipway.features.structured;

import io.slipway.features.text.TextException;
import java.util.List;

/** One format of structured files. An instance serves one run and may keep what it learns about its variables. */
public interface StructuredFormat {
    /** The name that messages have for it. */
    String name();

    /** The endings of the names of its files, in lower case and with their dot. */
    List<String> extensions();

    /**
     * Replaces the values whose path is the name of a variable.
     *
     * @param file the file's bytes, which are only read
     * @return the new bytes, which are the old ones where nothing was replaced
     * @throws NotThisFormatException if the file is not of this format; the next one is tried
     * @throws TextException if the file is no text in any format
     */
    Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException;

    /**
     * What became of a file. No part of it says a value: that may be a secret.
     *
     * @param bytes what to write
     * @param replacements what was replaced, in the order of the file
     * @param warnings what people should know, each in one line
     */
    // Compared by nobody; a copy of every file would only cost memory.
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
