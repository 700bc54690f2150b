package io.slipway.features.octostache;

import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt to read something at a position.
 *
 * @param value the result; null for a failure
 * @param position the position to continue from, or of the failure
 * @param <T> the type of the result
 */
record Parsed<T>(@Nullable T value, int position) {

    static <T> Parsed<T> of(T value, int position) {
        return new Parsed<>(value, position);
    }

    static <T> Parsed<T> failure(int position) {
        return new Parsed<>(null, position);
    }

    boolean failed() {
        return value == null;
    }

    /** Returns the result of a success. */
    T get() {
        if (value == null) {
            throw new IllegalStateException("nothing was read");
        }
        return value;
    }

    /** Returns the same failure for another type. */
    <U> Parsed<U> elsewhere() {
        return failure(position);
    }

    /** Returns the failure that is further in the text, as the original's reader reports it. */
    Parsed<T> orFurther(Parsed<T> other) {
        return other.position > position ? other : this;
    }
}
