package io.slipway.features.octostache;

import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to read something at a place.
 *
 * @param value what was read; null for a failure
 * @param position where reading goes on, or where the failure was found
 * @param <T> what is read
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

    /** What was read, where something was. */
    T get() {
        if (value == null) {
            throw new IllegalStateException("nothing was read");
        }
        return value;
    }

    /** The same failure, for something else that was to be read. */
    <U> Parsed<U> elsewhere() {
        return failure(position);
    }

    /** The failure that came further, as the reader that the original uses reports it. */
    Parsed<T> orFurther(Parsed<T> other) {
        return other.position > position ? other : this;
    }
}
