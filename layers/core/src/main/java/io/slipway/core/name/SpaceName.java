package io.slipway.core.name;

import io.slipway.core.error.Quoted;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a space (tenant): 1 to {@value #MAX_LENGTH} lower-case letters, digits and inner hyphens.
 *
 * @param value the name
 * @param generation the number of spaces of this name that were deleted before: access granted to those does not extend to this one
 */
public record SpaceName(String value, int generation) {
    /** The longest name of a space, in characters. */
    public static final int MAX_LENGTH = 63;

    /** The generation of the last space that a name can have: ids of upload sessions have room for no other. */
    public static final int MAX_GENERATION = 4095;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:-+[a-z0-9]+)*");
    private static final Pattern STORED = Pattern.compile("([a-z0-9-]+)@([1-9][0-9]{0,8})");

    /** The space of repositories whose name has one segment: {@code host/name}. */
    public static final SpaceName DEFAULT = new SpaceName("default");

    public SpaceName {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the name of a space must have 1 to " + MAX_LENGTH
                    + " characters: lower-case letters, digits, and hyphens between them, but was "
                    + Quoted.of(value));
        }
    }

    /** Creates the first space of a name, or the name as a client writes it. */
    public SpaceName(String value) {
        this(value, 0);
    }

    /** Reads a name; empty if it is malformed. */
    public static Optional<SpaceName> parseIfValid(String name) {
        try {
            return Optional.of(new SpaceName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads {@link #stored}. */
    public static SpaceName parseStored(String text) {
        Matcher matcher = STORED.matcher(text);
        return matcher.matches()
                ? new SpaceName(matcher.group(1), Integer.parseInt(matcher.group(2)))
                : new SpaceName(text);
    }

    /** Returns the space of this generation. */
    public SpaceName at(int number) {
        return number == generation ? this : new SpaceName(value, number);
    }

    /** {@code name}, or {@code name@generation} for later spaces of the name: the form in the keys of items that end with the space. */
    public String stored() {
        return generation == 0 ? value : value + "@" + generation;
    }

    /** Returns the name, as clients write it. */
    @Override
    public String toString() {
        return value;
    }
}
