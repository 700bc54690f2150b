package io.slipway.cli.doctor;

import java.io.IOException;

/** Reads the resources and settings of the stack with the credentials of its AWS account. */
abstract class AccountCheck implements Check {
    private final String name;
    private final String wayOut;

    AccountCheck(String name, String wayOut) {
        this.name = name;
        this.wayOut = wayOut;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Need need() {
        return Need.ACCOUNT;
    }

    @Override
    public final String wayOut() {
        return wayOut;
    }

    @Override
    public final CheckResult run(Site site) throws IOException {
        return examine(site.stack().orElseThrow());
    }

    abstract CheckResult examine(AwsStack stack) throws IOException;
}
