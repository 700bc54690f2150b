package io.slipway.cli.doctor;

import java.io.IOException;

/** Examines one property that an installation must have. */
interface Check {

    /** Returns the name that the output and the documentation use. */
    String name();

    /** Returns the requirement; a check whose requirement is missing is skipped. */
    default Need need() {
        return Need.SPACE;
    }

    /** Returns what to do if the check breaks off instead of returning a finding. */
    String wayOut();

    /** Sends the requests. A check writes into the site's own space only. */
    CheckResult run(Site site) throws IOException;

    /** The requirement without which a check is skipped. */
    enum Need {
        /** The registry alone. */
        REGISTRY,
        /** The space that this run has created. */
        SPACE,
        /** Credentials of the AWS account that the stack belongs to. */
        ACCOUNT
    }
}
