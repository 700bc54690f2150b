package io.slipway.aws.table;

import io.slipway.core.name.SpaceName;

/** The keys of what spaces and repositories hold, and of changes that are not counted yet. */
public final class UsageKeys {
    /** The partitions of changes of usage that are not counted yet. */
    public static final int LEDGERS = 8;

    /** The sort key of what a space holds. */
    public static final String TOTAL = "TOTAL";

    /** The prefix of the sort key of what a repository holds. */
    public static final String REPOSITORY = "REPO#";

    /** The prefix of the sort key of what a space held at the end of a day. */
    public static final String DAY = "DAY#";

    /** The sort key of the number of repositories that are linked to a blob of a space. */
    public static final String SHARE = "USAGE";

    private UsageKeys() {}

    /** The partition of what a space and its repositories hold. */
    public static String usage(SpaceName space) {
        return "USAGE#" + space.stored();
    }

    public static String ledger(SpaceName space) {
        return ledger(Math.floorMod(space.value().hashCode(), LEDGERS));
    }

    public static String ledger(int part) {
        return "LEDGER#" + part;
    }

    /** The prefix of the sort keys of a space's changes. */
    public static String changes(SpaceName space) {
        return space.stored() + "#";
    }
}
