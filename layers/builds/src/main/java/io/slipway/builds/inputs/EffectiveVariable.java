package io.slipway.builds.inputs;

import org.jspecify.annotations.Nullable;

/**
 * A variable that holds for a deployment.
 *
 * @param name its name
 * @param value its value as declared, a template; {@code null} is Octopus's null value
 * @param sensitive whether the value is secret: it is masked in logs and reports, and its baking into an image must be allowed
 */
public record EffectiveVariable(String name, @Nullable String value, boolean sensitive) {

    /** Never the value. */
    @Override
    public String toString() {
        return name;
    }
}
