package io.slipway.aws.table;

import io.slipway.core.name.SpaceName;

/** The keys of the usage of spaces and repositories, and of changes that are not counted yet. */
public final class UsageKeys {
    /** The number of partitions of changes that are not counted yet. */
    public static final int LEDGERS = 8;

    /** The sort key of the usage of a space. */
    public static final String TOTAL = "TOTAL";

    /** The prefix of the sort key of the usage of a repository. */
    public static final String REPOSITORY = "REPO#";

    /** The prefix of the sort key of the usage of a space at the end of a day. */
    public static final String DAY = "DAY#";

    /** The sort key of the number of repositories that are linked to a blob of a space. */
    public static final String SHARE = "USAGE";

    private UsageKeys() {}

    /** Returns the partition of the usage of a space and its repositories. */
    public static String usage(SpaceName space) {
        return "USAGE#" + space.stored();
    }

    public static String ledger(SpaceName space) {
        return ledger(Math.floorMod(space.value().hashCode(), LEDGERS));
    }

    public static String ledger(int part) {
        return "LEDGER#" + part;
    }

    /** Returns the prefix of the sort keys of a space's changes. */
    public static String changes(SpaceName space) {
        return space.stored() + "#";
    }
}
