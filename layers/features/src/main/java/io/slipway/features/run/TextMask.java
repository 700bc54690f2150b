package io.slipway.features.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Masks texts in other texts. Texts of {@value #MIN_LENGTH} characters or more are masked everywhere. Shorter ones, and words such as
 * {@code true}, would hide everything, so they are masked only as separate words, and only on request.
 */
final class TextMask {
    /** The minimum length of a text that is masked everywhere, in characters. */
    static final int MIN_LENGTH = 4;

    private static final Set<String> COMMON = Set.of("true", "false", "null", "none");

    private final Set<String> known = new HashSet<>();
    /** The texts by their first characters, the longest first, so that a text within another leaves no remainder. */
    private final Map<Long, List<String>> texts = new HashMap<>();

    /** Returns whether a text is masked everywhere. */
    static boolean distinctive(String text) {
        return text.length() >= MIN_LENGTH && !COMMON.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Adds a text, which must be {@linkplain #distinctive distinctive}. */
    void add(String text) {
        if (known.add(text)) {
            List<String> same = texts.computeIfAbsent(start(text, 0), key -> new ArrayList<>(1));
            same.add(text);
            same.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    /**
     * Replaces each of the texts by a mask.
     *
     * @param alone more texts, of any length, which are masked as separate words
     */
    String apply(String text, Set<String> alone, String mask) {
        int longest = alone.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int length = lengthOf(text, at);
            if (length == 0 && !joins(text, at - 1)) {
                length = lengthOfAlone(text, at, alone, longest);
            }
            if (length > 0) {
                out.append(mask);
                at += length;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    private int lengthOf(String text, int at) {
        if (at + MIN_LENGTH <= text.length()) {
            for (String candidate : texts.getOrDefault(start(text, at), List.of())) {
                if (text.startsWith(candidate, at)) {
                    return candidate.length();
                }
            }
        }
        return 0;
    }

    private static int lengthOfAlone(String text, int at, Set<String> alone, int longest) {
        for (int end = Math.min(text.length(), at + longest); end > at; end--) {
            if (!joins(text, end) && alone.contains(text.substring(at, end))) {
                return end - at;
            }
        }
        return 0;
    }

    /** Returns whether the character is part of the same word as its neighbour. */
    private static boolean joins(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }

    private static long start(String text, int at) {
        return (long) text.charAt(at) << 48
                | (long) text.charAt(at + 1) << 32
                | (long) text.charAt(at + 2) << 16
                | text.charAt(at + 3);
    }
}
