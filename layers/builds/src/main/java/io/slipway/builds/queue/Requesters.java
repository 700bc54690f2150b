package io.slipway.builds.queue;

import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.record.Build;
import io.slipway.core.access.Action;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.time.Instant;

/**
 * Decides whether the requester of a build still has access. A build may wait for hours, and must not start later
 * than {@link BearerTokens#LIFETIME} after the end of its requester's token, its grants or its space, as for other
 * requests.
 */
public final class Requesters {
    private final Tokens tokens;
    private final Spaces spaces;
    private final Clock clock;

    public Requesters(Tokens tokens, Spaces spaces, Clock clock) {
        this.tokens = tokens;
        this.spaces = spaces;
        this.clock = clock;
    }

    /** Returns whether the build may begin. No read for a recently requested build; otherwise one of the token and one of the space. */
    boolean stillMay(Build build) {
        Instant now = clock.instant();
        if (build.created().plus(BearerTokens.LIFETIME).isAfter(now)) {
            return true;
        }
        return stands(build.id().space())
                && (build.requestedBy().equals(Credentials.ADMIN)
                        || tokens.find(build.requestedBy())
                                .filter(token -> !token.expiredAt(now) && allows(token, build.inputs()))
                                .isPresent());
    }

    /** Returns whether the space still exists, and was not replaced by another of its name. The default space always exists. */
    private boolean stands(SpaceName name) {
        return name.equals(SpaceName.DEFAULT)
                || spaces.find(name).filter(space -> space.isOpenAs(name)).isPresent();
    }

    private static boolean allows(Token token, BuildInputs inputs) {
        return token.allows(inputs.repository(), Action.PUSH)
                && inputs.sources().stream().allMatch(source -> token.allows(source, Action.PULL));
    }
}
