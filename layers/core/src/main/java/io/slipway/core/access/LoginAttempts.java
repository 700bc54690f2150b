package io.slipway.core.access;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts failed logins within the current {@link #WINDOW}.
 *
 * @param token with this token's id, from anywhere
 * @param address from this address, with any id
 * @param both with this id, from this address
 */
public record LoginAttempts(long token, long address, long both) {
    /** The time for which failures count; windows begin at whole multiples of it. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** The maximum number of wrong guesses at one token from one address; beyond it, even the right secret is refused to that address. */
    public static final int MAX_BOTH = 10;

    /** The maximum number of wrong guesses at one token from all addresses; beyond it, addresses with a wrong guess are refused. */
    public static final int MAX_TOKEN = 100;

    /** The maximum number of wrong guesses from one address; beyond it, the address is told to wait and is not counted any more. */
    public static final int MAX_ADDRESS = 100;

    /** The count without failures. */
    public static final LoginAttempts NONE = new LoginAttempts(0, 0, 0);

    /** Returns whether even the right secret is refused, because the address is guessing. Other addresses that use the token are not affected. */
    public boolean guessing() {
        return both >= MAX_BOTH || (token >= MAX_TOKEN && both > 0);
    }

    /** Returns whether a wrong secret is one too many. */
    public boolean tooMany() {
        return guessing() || token >= MAX_TOKEN || address >= MAX_ADDRESS;
    }

    /** Returns the number of the window. */
    public static long window(Instant now) {
        return now.getEpochSecond() / WINDOW.toSeconds();
    }

    /** Returns the end of the window. */
    public static Instant end(Instant now) {
        return Instant.ofEpochSecond((window(now) + 1) * WINDOW.toSeconds());
    }
}
