package io.slipway.cli.doctor;

import java.io.IOException;

/** Checks one property that an installation must have. */
interface Check {

    /** Returns the name used in the output and the documentation. */
    String name();

    /** Returns the requirement, without which the check is skipped. */
    default Need need() {
        return Need.SPACE;
    }

    /** Returns the remedy if the check aborts without a result. */
    String remedy();

    /** Runs the check, which must only write into the site's own space. */
    CheckResult run(Site site) throws IOException;

    /** The requirements of checks. */
    enum Need {
        /** Only the registry. */
        REGISTRY,
        /** The space that this run created. */
        SPACE,
        /** Credentials of the AWS account that the stack belongs to. */
        ACCOUNT
    }
}
