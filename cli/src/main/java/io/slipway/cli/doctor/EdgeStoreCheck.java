package io.slipway.cli.doctor;

import io.slipway.core.http.Query;
import java.io.IOException;

/** Requires that CloudFront has imported the store with the key for tickets. */
final class EdgeStoreCheck extends AccountCheck {
    EdgeStoreCheck() {
        super(
                "edge store",
                "put the value of the stack's secret TicketKey into the store: aws cloudfront-keyvaluestore put-key"
                        + " --key ticket-key");
    }

    @Override
    CheckResult examine(AwsStack stack) throws IOException {
        String name = stack.name() + "-" + stack.region() + "-edge";
        String status = AwsStack.text(
                stack.account()
                        .query("cloudfront", "/2020-05-31/key-value-store/" + Query.encode(name))
                        .getDocumentElement(),
                "Status");
        return status.equals("READY")
                ? CheckResult.ok(name + " is READY")
                : CheckResult.failed("the store " + name + " must be READY, but was " + status, remedy());
    }
}
