package io.slipway.local.gate;

import io.slipway.core.log.LogLine;
import io.slipway.emulators.InProcessClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * An HTTP client of the SDK that passes calls in this process to the gate, which verifies them like calls over a
 * connection.
 */
final class Carrier extends InProcessClient {
    private final GateServer.Answering gate;
    private final Consumer<String> log;

    Carrier(GateServer.Answering gate, Consumer<String> log) {
        this.gate = gate;
        this.log = log;
    }

    @Override
    protected HttpExecuteResponse handle(HttpExecuteRequest request) throws IOException {
        try {
            AwsAnswer answer = gate.answer(read(request));
            return response(answer.status(), answer.headers(), answer.body(), () -> close(answer.body()));
        } catch (RuntimeException e) {
            log.accept(LogLine.error().with("gate", e.getClass().getName()).toString());
            throw new IOException("the gate failed", e);
        }
    }

    private static AwsRequest read(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        Map<String, String> headers = new LinkedHashMap<>();
        http.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return new AwsRequest(
                http.method().name(),
                http.encodedPath(),
                http.encodedQueryParameters().orElse(""),
                headers,
                body(request));
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The caller has read all that it needs.
        }
    }

    @Override
    public void close() {
        // The gate is closed elsewhere.
    }
}
