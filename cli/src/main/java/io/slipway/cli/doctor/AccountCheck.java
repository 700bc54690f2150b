package io.slipway.cli.doctor;

import java.io.IOException;

/** A check that reads the stack's resources and settings with credentials of its AWS account. */
abstract class AccountCheck implements Check {
    private final String name;
    private final String remedy;

    AccountCheck(String name, String remedy) {
        this.name = name;
        this.remedy = remedy;
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
    public final String remedy() {
        return remedy;
    }

    @Override
    public final CheckResult run(Site site) throws IOException {
        return examine(site.stack().orElseThrow());
    }

    abstract CheckResult examine(AwsStack stack) throws IOException;
}
