package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.slipway.core.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** The context of an invocation, with its log. */
final class LocalContext implements Context {
    private static final int MEMORY = 1024;
    private static final int TIMEOUT_MILLIS = 29_000;

    private final String id = UUID.randomUUID().toString();
    private final long start = System.currentTimeMillis();
    private final String function;
    private final Consumer<String> log;

    LocalContext(String function, Consumer<String> log) {
        this.function = function;
        this.log = log;
    }

    @Override
    public String getAwsRequestId() {
        return id;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getFunctionVersion() {
        return "local";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + function;
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("the one-machine cloud does not support Cognito");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("the one-machine cloud does not support mobile clients");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, start + TIMEOUT_MILLIS - System.currentTimeMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY;
    }

    /**
     * Returns a logger like Lambda's with the log format JSON: it wraps text as a string in a JSON line, and writes
     * bytes unchanged.
     */
    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.accept(
                        LogLine.info().with("message", message.stripTrailing()).toString());
            }

            @Override
            public void log(byte[] message) {
                log.accept(new String(message, StandardCharsets.UTF_8).stripTrailing());
            }
        };
    }
}
