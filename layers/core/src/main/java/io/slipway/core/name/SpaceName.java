package io.slipway.core.name;

import io.slipway.core.error.Quoted;
import java.util.regex.Pattern;

/**
 * The name of a space (tenant): 1 to {@value #MAX_LENGTH} lower-case letters, digits and inner hyphens.
 *
 * @param value the name
 */
public record SpaceName(String value) {
    /** The longest name of a space, in characters. */
    public static final int MAX_LENGTH = 63;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:-+[a-z0-9]+)*");

    /** The space of repositories whose name has one segment: {@code host/name}. */
    public static final SpaceName DEFAULT = new SpaceName("default");

    public SpaceName {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the name of a space must have 1 to " + MAX_LENGTH
                    + " characters: lower-case letters, digits, and hyphens between them, but was "
                    + Quoted.of(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
