package io.slipway.core.name;

import io.slipway.core.error.Quoted;
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
                    "a tag must have 1 to 128 letters, digits, '_', '.' and '-', and must not begin with '.' or '-', but was "
                            + Quoted.of(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
