package io.slipway.core.usage;

/**
 * A number of objects and of their bytes.
 *
 * @param objects the objects
 * @param bytes the bytes of all of them
 */
public record Amount(long objects, long bytes) {
    public static final Amount NONE = new Amount(0, 0);

    public Amount plus(Amount other) {
        return new Amount(objects + other.objects, bytes + other.bytes);
    }

    /** Multiplies this amount. */
    public Amount times(long factor) {
        return new Amount(objects * factor, bytes * factor);
    }
}
