package io.slipway.cli.doctor;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.SignedLogin;
import java.io.IOException;
import java.util.Optional;

/**
 * Logs in with AWS credentials: even a rejection of the principal by the registry's rules shows that the signature
 * arrived.
 */
final class AwsLoginCheck implements Check {

    @Override
    public String name() {
        return "login with AWS";
    }

    @Override
    public Need need() {
        return Need.ACCOUNT;
    }

    @Override
    public String remedy() {
        return "the principal's policy must allow execute-api:Invoke on the stack's output AwsLoginResource, and the"
                + " registry must be called by its own name";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        try {
            String token =
                    SignedLogin.login(site.connection().url(), Optional.empty()).token();
            String id = token.split("_", 3)[1];
            site.connection().call("DELETE", "/api/tokens/" + id, Optional.empty());
            return CheckResult.ok("a rule gave this principal a token, which was revoked again");
        } catch (CommandFailure e) {
            String said = String.valueOf(e.getMessage());
            if (said.startsWith("no rule allows ")) {
                return CheckResult.ok("the signature arrived; " + said);
            }
            throw e;
        }
    }
}
