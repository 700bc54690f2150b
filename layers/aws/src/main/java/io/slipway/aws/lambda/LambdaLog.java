package io.slipway.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.slipway.core.log.LogLine;
import java.nio.charset.StandardCharsets;

/** A function's log. */
public final class LambdaLog {
    private LambdaLog() {}

    /**
     * Writes a line unchanged. Given text, Lambda's logger would put it as one string into a line of its own, in which CloudWatch finds neither
     * metrics nor fields.
     */
    public static void write(Context context, LogLine line) {
        context.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
