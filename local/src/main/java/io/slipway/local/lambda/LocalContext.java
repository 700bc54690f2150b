package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.slipway.core.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** The context of an invocation. */
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
        throw new UnsupportedOperationException("nobody is known to Cognito here");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("there is no mobile client here");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, start + TIMEOUT_MILLIS - System.currentTimeMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY;
    }

    /** With a log format of JSON, Lambda's logger writes text as a string inside a line of its own, and bytes as they are. */
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
