package io.slipway.core.bin;

import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import java.time.Instant;

/** Finds the entry of the bin that a path names. */
final class BinAccess {
    private BinAccess() {}

    /** Returns the entry if the caller may do this in its repository; without access to pull, the entry looks like one that does not exist. */
    static BinEntry find(Call call, Bin bin, Action action, Instant now) {
        SpaceName space = call.space();
        BinEntry entry = bin.find(space, call.id())
                .filter(it -> it.until().isAfter(now) && call.token().allows(it.repository(), Action.PULL))
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.NOT_FOUND, "the bin of the space " + space + " has no such entry"));
        if (!call.token().allows(entry.repository(), action)) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "the token may not " + action.word() + " "
                            + entry.repository().familiar());
        }
        return entry;
    }

    /** Requires that the caller may delete a repository of this name, as its deletion does. */
    static void requireAdministration(Call call, BinEntry entry) {
        if (!call.token().allows(entry.repository(), Action.ADMIN)) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    "the token does not administer " + entry.repository().familiar());
        }
    }
}
