package io.slipway.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.slipway.aws.AwsClients;
import io.slipway.local.template.FunctionResource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;

/** Emulates Lambda: runs the handlers in this process, each created with its environment in the template. */
public final class LambdaRuntime {
    /** The maximum size of an invocation's request or response, in bytes. */
    public static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    private final Map<String, Object> handlers = new ConcurrentHashMap<>();
    private final Consumer<String> log;
    private final List<BiConsumer<String, String>> readers = new CopyOnWriteArrayList<>();

    /**
     * Creates the handlers in parallel.
     *
     * @param carrier the HTTP client for the functions' calls of AWS
     * @param account the environment variables for a function's access to the account's services, with the key of its role
     * @param log receives the functions' log, one line each
     */
    public LambdaRuntime(
            List<FunctionResource> functions,
            SdkHttpClient carrier,
            Function<FunctionResource, Map<String, String>> account,
            Consumer<String> log) {
        this.log = log;
        // Functions that only CloudFormation calls are not called here.
        functions.parallelStream()
                .filter(FunctionResource::isInvoked)
                .forEach(function -> handlers.put(
                        function.id(),
                        ScopedValue.where(AwsClients.CARRIER, carrier)
                                .call(() -> create(function, account.apply(function)))));
    }

    private static Object create(FunctionResource function, Map<String, String> account) {
        Map<String, String> environment = new HashMap<>(account);
        environment.putAll(function.environment());
        try {
            return Class.forName(function.handler()).getConstructor(Map.class).newInstance(environment);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handler of " + function.id() + " cannot be created", e);
        }
    }

    /** Also passes each line of a function's log to a reader, with the function's id. */
    public void read(BiConsumer<String, String> reader) {
        readers.add(reader);
    }

    /** Invokes a function behind the HTTP API with an event in JSON; returns its response in JSON. */
    public byte[] invoke(String function, byte[] event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            ((RequestStreamHandler) handler(function))
                    .handleRequest(new ByteArrayInputStream(event), answer, context(function));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toByteArray();
    }

    /** Invokes a function with an event. */
    public void invoke(String function, ScheduledEvent event) {
        @SuppressWarnings("unchecked")
        var handler = (RequestHandler<ScheduledEvent, ?>) handler(function);
        handler.handleRequest(event, context(function));
    }

    /** Invokes a function with records of a table's stream. */
    public void invoke(String function, DynamodbEvent event) {
        @SuppressWarnings("unchecked")
        var handler = (RequestHandler<DynamodbEvent, ?>) handler(function);
        handler.handleRequest(event, context(function));
    }

    /** Invokes a function with log lines. */
    public void invoke(String function, CloudWatchLogsEvent event) {
        @SuppressWarnings("unchecked")
        var handler = (RequestHandler<CloudWatchLogsEvent, ?>) handler(function);
        handler.handleRequest(event, context(function));
    }

    private LocalContext context(String function) {
        return new LocalContext(function, line -> {
            log.accept(line);
            readers.forEach(reader -> reader.accept(function, line));
        });
    }

    private Object handler(String function) {
        Object handler = handlers.get(function);
        if (handler == null) {
            throw new IllegalArgumentException("there is no function " + function);
        }
        return handler;
    }
}
