package io.slipway.local.gate;

import io.slipway.core.log.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An HTTP client of the SDK that passes calls in this process to the gate, which verifies them like calls over a
 * connection.
 */
final class Carrier implements SdkHttpClient {
    private final GateServer.Answering gate;
    private final Consumer<String> log;

    Carrier(GateServer.Answering gate, Consumer<String> log) {
        this.gate = gate;
        this.log = log;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return carry(request);
            }

            @Override
            public void abort() {
                // The work is done in the caller's thread, so nothing is in progress elsewhere.
            }
        };
    }

    private HttpExecuteResponse carry(HttpExecuteRequest request) throws IOException {
        try {
            AwsAnswer answer = gate.answer(read(request));
            SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
            answer.headers().forEach(head::putHeader);
            return HttpExecuteResponse.builder()
                    .response(head.build())
                    .responseBody(AbortableInputStream.create(answer.body(), () -> close(answer.body())))
                    .build();
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
                request.contentStreamProvider()
                        .<InputStream>map(content -> content.newStream())
                        .orElseGet(() -> new ByteArrayInputStream(new byte[0])));
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
