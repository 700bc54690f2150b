package io.slipway.builds.inputs;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A build of a space. Ids begin with the time, so that they sort in the order of the requests.
 *
 * @param space the space
 * @param id 20 lower-case hexadecimal digits: 12 of the time in milliseconds, 8 random ones
 */
public record BuildId(SpaceName space, String id) {
    private static final int TIME_DIGITS = 12;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{20}");

    public BuildId {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a build's id must have 20 lower-case hexadecimal digits, but was " + Quoted.of(id));
        }
    }

    /** Creates a new id. */
    public static BuildId next(SpaceName space, Instant now, RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new BuildId(space, hex.toHexDigits(now.toEpochMilli(), TIME_DIGITS) + hex.toHexDigits(random.nextInt()));
    }

    /** Parses {@code space/id}. */
    public static BuildId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a build must be given as space/id, but was " + Quoted.of(text));
        }
        return new BuildId(SpaceName.parseStored(text.substring(0, slash)), text.substring(slash + 1));
    }

    /** Returns the time of the request, to the millisecond. */
    public Instant requested() {
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 0, TIME_DIGITS));
    }

    /** Returns {@code space/id}, by which a job identifies its build. */
    @Override
    public String toString() {
        return space.stored() + "/" + id;
    }
}
