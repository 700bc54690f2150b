package io.slipway.cli.doctor;

import java.io.IOException;

/** One thing that must hold on an installation. */
interface Check {

    /** The name, in the output and in the documentation. */
    String name();

    /** Tells what the check cannot do without; where it is missing, the check is skipped. */
    default Need need() {
        return Need.SPACE;
    }

    /** Returns what to do if the check breaks off instead of returning a finding. */
    String wayOut();

    /** Sends the requests. What a check writes, it writes into the site's own space. */
    Finding run(Site site) throws IOException;

    /** What a check cannot do without. */
    enum Need {
        /** The registry alone. */
        REGISTRY,
        /** The space that this run has created. */
        SPACE,
        /** Credentials of the AWS account that the stack belongs to. */
        ACCOUNT
    }
}
