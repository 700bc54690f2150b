package io.slipway.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A module of the console, for tests to call what it exports. */
final class ConsoleModule implements AutoCloseable {
    private final Context context;
    private final Value exports;

    private ConsoleModule(Context context, Value exports) {
        this.context = context;
        this.exports = exports;
    }

    /** Loads a module that imports no other. */
    static ConsoleModule load(String name) throws IOException {
        byte[] code = Objects.requireNonNull(ConsoleFiles.read().get(name), name);
        Context context = Context.newBuilder("js")
                .option("js.esm-eval-returns-exports", "true")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
        Source source = Source.newBuilder("js", new String(code, StandardCharsets.UTF_8), name)
                .mimeType("application/javascript+module")
                .build();
        return new ConsoleModule(context, context.eval(source));
    }

    Value export(String name) {
        return exports.getMember(name);
    }

    /** Evaluates an expression beside the module. */
    Value evaluate(String expression) {
        return context.eval("js", expression);
    }

    @Override
    public void close() {
        context.close();
    }
}
