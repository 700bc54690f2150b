package io.slipway.core.upload;

import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a first chunk: {@code blobs/_/<day>/<space>/<session>}. It is written once, on the condition that it does not exist: only one client
 * begins an upload. It is written without an item, so that the key contains the day on which the session was begun: objects that are not linked when
 * that day is closed are removed. The session's id contains the generation of the space.
 *
 * @param day the day on which the session was begun
 */
public record FirstChunkKey(LandingDay day, SpaceName space, String session) {
    /** The prefix of all such keys; no space has this name. */
    public static final String PREFIX = "blobs/_/";

    /** The time after its start in which a session may finish with its first chunk. */
    public static final Duration LIFETIME = Uploads.IDLE_LIFETIME;

    private static final Pattern FORM = Pattern.compile(PREFIX + "(\\d{5})/([a-z0-9-]+)/([^/]+)");

    static FirstChunkKey of(RepositoryName repository, String session) {
        return new FirstChunkKey(LandingDay.of(session), repository.space(), session);
    }

    /** Reads a key; empty for any other. */
    public static Optional<FirstChunkKey> parse(String key) {
        Matcher matcher = FORM.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String session = matcher.group(3);
        return Optional.of(new FirstChunkKey(
                new LandingDay(Long.parseLong(matcher.group(1))),
                SessionId.spaceOf(session, new SpaceName(matcher.group(2))),
                session));
    }

    /** Returns the key as text; days have five digits until the year 2243, so that keys sort by them. */
    @Override
    public String toString() {
        return "%s%05d/%s/%s".formatted(PREFIX, day.number(), space, session);
    }
}
