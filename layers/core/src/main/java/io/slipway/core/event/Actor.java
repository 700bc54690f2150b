package io.slipway.core.event;

import java.util.function.Supplier;

/**
 * The author of changes: the id of the token that the current call came with. The router sets it for the time of an operation, so that no
 * port has to hand it on.
 */
public final class Actor {
    /** The author of changes that no call requests, such as the end of a build. */
    public static final String SYSTEM = "slipway";

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private Actor() {}

    /** The author of changes that are made now. */
    public static String current() {
        return CURRENT.orElse(SYSTEM);
    }

    /** Runs an operation as this author. */
    public static <T> T as(String author, Supplier<T> work) {
        return ScopedValue.where(CURRENT, author).call(work::get);
    }
}
