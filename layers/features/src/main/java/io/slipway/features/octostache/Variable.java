package io.slipway.features.octostache;

import org.jspecify.annotations.Nullable;

/**
 * A variable.
 *
 * @param name its name
 * @param value its value as declared, a template; {@code null} is Octopus's null value
 * @param sensitive whether the value is secret: it is masked in logs and reports, and writing it into an image must be allowed
 */
public record Variable(String name, @Nullable String value, boolean sensitive) {

    /** Returns the name alone: a value may be secret. */
    @Override
    public String toString() {
        return name;
    }
}
