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

/** Lambda: the handlers in this process, each made from the environment that the template gives it. */
public final class LambdaRuntime {
    /** The most, in bytes, that an invocation carries each way. */
    public static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    private final Map<String, Object> handlers = new ConcurrentHashMap<>();
    private final Consumer<String> log;
    private final List<BiConsumer<String, String>> readers = new CopyOnWriteArrayList<>();

    /**
     * Makes the handlers, all at the same time.
     *
     * @param carrier carries the functions' calls of AWS
     * @param account the variables that lead a function to the account's services, with the key of its role
     * @param log takes the functions' log, a line at a time
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
            throw new IllegalStateException("the handler of " + function.id() + " cannot be made", e);
        }
    }

    /** Hands each line of a function's log to a reader too, with the function's id. */
    public void read(BiConsumer<String, String> reader) {
        readers.add(reader);
    }

    /** Invokes a function behind the HTTP API with an event in JSON; returns its answer in JSON. */
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

    /** Invokes a function that takes events. */
    public void invoke(String function, ScheduledEvent event) {
        @SuppressWarnings("unchecked")
        var handler = (RequestHandler<ScheduledEvent, ?>) handler(function);
        handler.handleRequest(event, context(function));
    }

    /** Invokes a function that takes records of a table's stream. */
    public void invoke(String function, DynamodbEvent event) {
        @SuppressWarnings("unchecked")
        var handler = (RequestHandler<DynamodbEvent, ?>) handler(function);
        handler.handleRequest(event, context(function));
    }

    /** Invokes a function that takes lines of logs. */
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
