package io.slipway.cli.doctor;

import io.slipway.core.http.Query;
import java.io.IOException;

/** Requires that CloudFront has imported the store with the key of the tickets. */
final class EdgeStoreCheck implements Check {
    private static final String WAY_OUT =
            "put the value of the stack's secret TicketKey into the store: aws cloudfront-keyvaluestore put-key --key ticket-key";

    @Override
    public String name() {
        return "edge store";
    }

    @Override
    public Need need() {
        return Need.ACCOUNT;
    }

    @Override
    public String wayOut() {
        return WAY_OUT;
    }

    @Override
    public Finding run(Site site) throws IOException {
        return examine(site.stack().orElseThrow());
    }

    static Finding examine(AwsStack stack) throws IOException {
        String name = stack.name() + "-" + stack.region() + "-edge";
        String status = AwsStack.text(
                stack.account()
                        .query("cloudfront", "/2020-05-31/key-value-store/" + Query.encode(name))
                        .getDocumentElement(),
                "Status");
        return status.equals("READY")
                ? Finding.ok(name + " is READY")
                : Finding.failed("the store " + name + " must be READY, but was " + status, WAY_OUT);
    }
}
