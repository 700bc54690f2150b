package io.slipway.core.blob;

import java.time.Instant;
import java.util.UUID;

/**
 * The ids of upload sessions: UUIDs of version 8 (RFC 9562, section 5.8) that end with the moment in which they were made, so
 * that what lands by the direct lane tells whether its repository has been deleted since. The random bits come first: they are
 * part of keys in the bucket, which should spread.
 */
public final class SessionId {
    private static final long RANDOM_HIGH = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_8 = 0x8000L;
    private static final long RANDOM_LOW = 0xFFFFL << 48;
    private static final long TIME = 0xFFFF_FFFF_FFFFL;

    private SessionId() {}

    /** A new id. */
    public static String next(Instant now) {
        UUID random = UUID.randomUUID();
        return new UUID(
                        (random.getMostSignificantBits() & RANDOM_HIGH) | VERSION_8,
                        (random.getLeastSignificantBits() & RANDOM_LOW) | (now.toEpochMilli() & TIME))
                .toString();
    }

    /** The start of the session, in milliseconds since 1970; 0 if the registry did not make the id. */
    public static long begun(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.version() == 8 ? uuid.getLeastSignificantBits() & TIME : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
