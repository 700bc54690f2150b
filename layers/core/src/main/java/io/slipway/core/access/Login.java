package io.slipway.core.access;

import io.slipway.core.name.SpaceName;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about an attempt to log in.
 *
 * @param token the token of its id, if it exists; an expired one may still be found
 * @param failures the recent failed logins
 * @param administrator for an attempt without the id of a token, the published hash of the administrator's token
 * @param generations the generation of each space that was asked for; one that never existed has the first, 0
 */
public record Login(
        Optional<Token> token,
        LoginAttempts failures,
        Optional<String> administrator,
        Map<String, Integer> generations) {
    public Login {
        generations = Map.copyOf(generations);
    }

    /** Returns the current space of this name, or the next one to be created. */
    public SpaceName now(SpaceName space) {
        return space.at(generations.getOrDefault(space.value(), 0));
    }
}
