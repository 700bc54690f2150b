package io.slipway.emulators;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Records the operation of every call of an AWS client. */
public final class CallCounter implements ExecutionInterceptor {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        // Secrets are read every few minutes, independent of requests.
        if (!operation.equals("GetSecretValue")) {
            calls.add(operation);
        }
    }

    /**
     * Returns a clock that begins at noon: in the first hours of a day (UTC), a search for landed objects needs one
     * more call.
     */
    public static Clock fromNoon() {
        Instant now = Instant.now();
        Instant noon = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));
        return Clock.offset(Clock.systemUTC(), Duration.between(now, noon));
    }

    /** Returns the calls since the last invocation of this method. */
    public List<String> take() {
        synchronized (calls) {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }
}
