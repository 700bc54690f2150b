package io.slipway.features.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Converts offsets of a text to lines and columns, counted from 1. A line ends with LF, CR LF or CR; columns are
 * UTF-16 units.
 */
public final class Lines {
    private final int[] starts;

    public Lines(String text) {
        starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> ends(text, i))
                                .map(i -> i + 1))
                .toArray();
    }

    /** Returns the line of an offset. */
    public int line(int at) {
        int place = Arrays.binarySearch(starts, at);
        return place < 0 ? -place - 1 : place + 1;
    }

    /** Returns the column of an offset. */
    public int column(int at) {
        return at - starts[line(at) - 1] + 1;
    }

    private static boolean ends(String text, int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1));
    }
}
