package io.slipway.core.space;

import io.slipway.core.access.Grant;
import io.slipway.core.access.PushReach;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Admits a push to the space of its repository. The push of an administrator of all spaces creates a space that does not exist; the error for others
 * names the spaces that they may push to.
 */
public final class PushEntry {
    private final Spaces spaces;
    private final QuotaCheck quotas;
    private final boolean creates;
    private final Clock clock;

    /**
     * @param creates whether a push may create a space
     */
    public PushEntry(Spaces spaces, Usages usages, boolean creates, Clock clock) {
        this.spaces = spaces;
        this.quotas = new QuotaCheck(spaces, usages, clock);
        this.creates = creates;
        this.clock = clock;
    }

    /**
     * Requires that the space exists and its quota has room for the body, or creates the space. One read, for the default space only if its limits
     * are not cached; one write if the space is created; the reads of its usage if bytes are limited.
     *
     * @return the creation time of the space
     */
    public Instant enter(Call call) {
        SpaceName name = call.repository().space();
        long bytes = call.request().body().length().orElse(0);
        if (name.equals(SpaceName.DEFAULT)) {
            return quotas.require(name, bytes);
        }
        Optional<Space> found = spaces.find(name);
        if (found.filter(space -> space.isOpenAs(name)).isPresent()) {
            quotas.requireBytes(found.get().name(), found.get().quota(), bytes);
            return found.get().created();
        }
        if (found.isEmpty() && creates && call.caller().reach().administrator()) {
            return create(name);
        }
        throw unknown(name, call.caller().reach());
    }

    private Instant create(SpaceName name) {
        Space space = Space.begin(name, clock.instant().truncatedTo(ChronoUnit.MILLIS), SpaceSettings.DEFAULT);
        // Docker begins the uploads of several layers at once: another of them may have created it.
        return spaces.add(space) ? space.created() : spaces.require(name);
    }

    private RegistryException unknown(SpaceName name, PushReach reach) {
        List<String> others = (reach.spaces().contains(Grant.ANY_SPACE)
                        ? spaces.list().stream()
                                .map(space -> space.name().value())
                                .limit(PushReach.MAX_SPACES)
                        : reach.spaces().stream())
                .filter(other -> !other.equals(name.value()))
                .toList();
        String where = others.isEmpty() ? "" : "push to " + PushReach.list(others) + ", or ";
        return new RegistryException(
                ErrorCode.NAME_UNKNOWN,
                "there is no space " + name + " (the first of several segments of a name is the space): " + where
                        + "ask an administrator to create it: slipway space create " + name);
    }
}
