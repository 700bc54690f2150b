package io.slipway.core.blob;

import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.UUID;

/**
 * The ids of upload sessions: UUIDs of version 8 (RFC 9562, section 5.8) that end with their creation time, so that landed bytes show whether their
 * repository has been deleted since. The random bits come first: they are part of keys in the bucket, which should spread. Twelve bits are the
 * generation of the space for which the session was begun.
 */
public final class SessionId {
    private static final long RANDOM_HIGH = 0xFFFF_FFFF_FFFF_0000L;
    private static final long GENERATION = SpaceName.MAX_GENERATION;
    private static final long VERSION_8 = 0x8000L;
    private static final long RANDOM_LOW = 0xFFFFL << 48;
    private static final long TIME = 0xFFFF_FFFF_FFFFL;

    private SessionId() {}

    /** Returns a new id, for an upload into this space. */
    public static String next(Instant now, SpaceName space) {
        UUID random = UUID.randomUUID();
        return new UUID(
                        (random.getMostSignificantBits() & RANDOM_HIGH) | VERSION_8 | (space.generation() & GENERATION),
                        (random.getLeastSignificantBits() & RANDOM_LOW) | (now.toEpochMilli() & TIME))
                .toString();
    }

    /**
     * Returns the space of this name and of the generation for which the session was begun; the space itself if the registry did not issue the id.
     */
    public static SpaceName spaceOf(String id, SpaceName space) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.version() == 8 ? space.at((int) (uuid.getMostSignificantBits() & GENERATION)) : space;
        } catch (IllegalArgumentException e) {
            return space;
        }
    }

    /** Returns whether the session was begun for this space, and not for an earlier one of the name. */
    public static boolean isOf(String id, SpaceName space) {
        return spaceOf(id, space).equals(space);
    }

    /** Returns the start of the session, in milliseconds since 1970; 0 if the registry did not issue the id. */
    public static long begun(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.version() == 8 ? uuid.getLeastSignificantBits() & TIME : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
