package io.slipway.core.protection;

import io.slipway.core.access.RepositoryPattern;
import io.slipway.core.error.Quoted;
import io.slipway.core.name.Tag;
import java.util.List;

/**
 * Chooses tags: those that match a pattern and no exception. In a pattern, {@code *} stands for any characters.
 *
 * @param tags the patterns
 * @param except the patterns of exceptions
 */
public record TagPatterns(List<String> tags, List<String> except) {
    /** The most patterns of a list. */
    public static final int MAX_PATTERNS = 50;

    /** The longest pattern, in characters. */
    public static final int MAX_LENGTH = 255;

    /** The patterns of all repositories. */
    public static final List<String> ANY = List.of("**");

    /** All tags. */
    public static final TagPatterns ALL = TagPatterns.of("*");

    public TagPatterns {
        tags = valid("tags", tags);
        except = valid("except", except);
    }

    /** Chooses the tags that match one of these patterns. */
    public static TagPatterns of(String... patterns) {
        return new TagPatterns(List.of(patterns), List.of());
    }

    /** Returns whether the tag is chosen. */
    public boolean match(Tag tag) {
        return anyMatches(tags, tag.value()) && !anyMatches(except, tag.value());
    }

    private static boolean anyMatches(List<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> RepositoryPattern.matches(pattern, text));
    }

    /** Reads the patterns of a list; empty for an empty list. */
    public static List<String> valid(String what, List<String> patterns) {
        if (patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException(
                    what + " must have at most " + MAX_PATTERNS + " patterns, but had " + patterns.size());
        }
        patterns.forEach(pattern -> {
            if (pattern.isEmpty() || pattern.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("a pattern of " + what + " must have 1 to " + MAX_LENGTH
                        + " characters, but was " + Quoted.of(pattern));
            }
        });
        return List.copyOf(patterns);
    }
}
