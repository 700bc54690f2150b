package io.slipway.core.name;

import java.util.regex.Pattern;

/**
 * A tag (specification, "Pulling manifests"): 1 to 128 characters.
 *
 * @param value the tag
 */
public record Tag(String value) implements Reference {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    public Tag {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tag has 1 to 128 letters, digits, '_', '.' and '-', and does not begin with '.' or '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
