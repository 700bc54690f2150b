package io.slipway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * A CloudFront function (JavaScript runtime 2.0) in GraalJS, with stand-ins for what the runtime offers: the modules
 * {@code cloudfront} (key-value store, choice of the origin) and {@code crypto} (HMAC with SHA-256).
 *
 * <p>Safe for use by many threads: each call has a JavaScript context to itself while it runs.
 */
public final class EdgeFunction implements AutoCloseable {
    /** The largest function, in bytes, that CloudFront accepts. */
    public static final int MAX_CODE = 10_240;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRELUDE = """
        const __state = {};
        const __modules = {
          cloudfront: {
            kvs: () => ({ get: async (key) => {
              const value = __host.value(key);
              if (value === null) { throw new Error('KeyNotFound'); }
              return value;
            } }),
            selectRequestOriginById: (id) => { __state.origin = id; },
          },
          crypto: {
            createHmac: (algorithm, key) => ({ update: (text) => ({ digest: (encoding) => __host.hmac(algorithm, key, text, encoding) }) }),
          },
        };
        """;
    private static final String RUN = """
        (text) => {
          delete __state.origin; delete __state.result; delete __state.error;
          Promise.resolve(handler(JSON.parse(text))).then((it) => { __state.result = it; }, (e) => { __state.error = e; });
        }
        """;
    private static final String READ = """
        () => {
          if (__state.error) { throw __state.error; }
          return JSON.stringify({ value: __state.result, origin: __state.origin || null });
        }
        """;

    /** One for all functions: it takes longer to create than all of their contexts. */
    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();

    private final Source source;
    private final EdgeHost host;
    private final BlockingQueue<Instance> idle = new LinkedBlockingQueue<>();
    private final Collection<Instance> instances = new ConcurrentLinkedQueue<>();

    /**
     * Loads a function.
     *
     * @param code the function's source, as the template contains it
     * @param store the key-value store that is associated with it
     */
    public EdgeFunction(String code, Map<String, String> store) {
        String script = code.replaceAll("(?m)^import (\\w+) from '(\\w+)';$", "const $1 = __modules.$2;");
        this.source = Source.create("js", PRELUDE + script);
        this.host = new EdgeHost(store);
        idle.add(new Instance());
    }

    /** Runs the function on an event of CloudFront's form. */
    public EdgeResult run(JsonNode event) {
        Instance instance = Optional.ofNullable(idle.poll()).orElseGet(Instance::new);
        try {
            return instance.run(event.toString());
        } finally {
            idle.add(instance);
        }
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }

    /** One JavaScript context, used by one thread at a time. */
    private final class Instance {
        private final Context context;
        private final Value run;
        private final Value read;

        Instance() {
            context = Context.newBuilder("js")
                    .engine(ENGINE)
                    .allowHostAccess(HostAccess.EXPLICIT)
                    .build();
            context.getBindings("js").putMember("__host", host);
            context.eval(source);
            run = context.eval("js", RUN);
            read = context.eval("js", READ);
            instances.add(this);
        }

        void close() {
            context.close(true);
        }

        EdgeResult run(String event) {
            try {
                // The promise's reactions run when the first call leaves the context.
                run.executeVoid(event);
                JsonNode result = JSON.readTree(read.execute().asString());
                return new EdgeResult(
                        result.path("value"),
                        Optional.ofNullable(result.path("origin").textValue()));
            } catch (PolyglotException | JsonProcessingException e) {
                throw new IllegalStateException("the edge function failed", e);
            }
        }
    }
}
