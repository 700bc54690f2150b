package io.slipway.features.xml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text that nodes were read from. They keep their places in it instead of copies. */
final class Source {
    private final String text;
    private final boolean places;
    private int @Nullable [] lines;

    /**
     * @param places whether a place in this text means something to people
     */
    Source(String text, boolean places) {
        this.text = text;
        this.places = places;
    }

    String text() {
        return text;
    }

    XmlPosition position(int offset) {
        if (!places) {
            return XmlPosition.NONE;
        }
        int[] starts = lines();
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new XmlPosition(line + 1, offset - starts[line] + 1);
    }

    /** Where lines start, found once. */
    private int[] lines() {
        int[] known = lines;
        if (known == null) {
            int[] starts = new int[64];
            int count = 1;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                    if (count == starts.length) {
                        starts = Arrays.copyOf(starts, count * 2);
                    }
                    starts[count++] = i + 1;
                }
            }
            known = Arrays.copyOf(starts, count);
            lines = known;
        }
        return known;
    }
}
