package io.slipway.bench.registry;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation whose log nobody keeps. */
enum QuietContext implements Context {
    INSTANCE;

    @Override
    public String getAwsRequestId() {
        return "8f5c1e0a-0000-4000-8000-000000000000";
    }

    @Override
    public String getLogGroupName() {
        return "none";
    }

    @Override
    public String getLogStreamName() {
        return "none";
    }

    @Override
    public String getFunctionName() {
        return "pull";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "none";
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
        return 29_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {}

            @Override
            public void log(byte[] message) {}
        };
    }
}
