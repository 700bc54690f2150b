package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Requires that the account may run enough functions concurrently. */
final class LambdaQuotaCheck extends AccountCheck {
    /**
     * The minimum number of unreserved concurrent executions: enough for about ten nodes that pull concurrently. New
     * accounts have 10.
     */
    static final int FEWEST = 100;

    LambdaQuotaCheck() {
        super(
                "Lambda concurrency",
                "request an increase of the quota L-B99A9384 (Lambda, concurrent executions) in Service Quotas");
    }

    @Override
    CheckResult examine(AwsStack stack) throws IOException {
        JsonNode limit =
                stack.account().get("lambda", "/2016-08-19/account-settings").path("AccountLimit");
        int all = limit.path("ConcurrentExecutions").asInt();
        int unreserved = limit.path("UnreservedConcurrentExecutions").asInt();
        return unreserved >= FEWEST
                ? CheckResult.ok(unreserved + " of " + all + " concurrent executions are not reserved by functions")
                : CheckResult.failed(
                        "at least " + FEWEST + " concurrent executions must be unreserved, but " + unreserved + " of "
                                + all + " were",
                        remedy());
    }
}
