package io.slipway.core.event;

import java.util.function.Supplier;

/**
 * The author of changes: the id of the current call's token. The router sets it for the duration of an operation, so that ports need not pass it on.
 */
public final class Actor {
    /** The author of changes that no call requests, such as the end of a build. */
    public static final String SYSTEM = "slipway";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private Actor() {}

    /** Returns the author of changes that are made now. */
    public static String current() {
        return CURRENT.orElse(SYSTEM);
    }

    /** Runs an operation as this author. */
    public static <T> T as(String author, Supplier<T> work) {
        return ScopedValue.where(CURRENT, author).call(work::get);
    }
}
