package io.slipway.e2e;

import io.slipway.emulators.JsonService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * Passes calls of DynamoDB to DynamoDB Local in the caller's thread, as a one-machine cloud does, and sends all others over HTTP, which costs both sides
 * as much CPU time as DynamoDB Local needs for the call.
 */
final class TableCarrier implements SdkHttpClient {
    private static final String TARGET = "X-Amz-Target";
    private static final int MAX_CONNECTIONS = 256;

    private final JsonService table;
    private final SdkHttpClient others =
            Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS).build();

    TableCarrier(JsonService table) {
        this.table = table;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
        return target.startsWith("DynamoDB_") ? carried(target, request) : others.prepareRequest(plain(request));
    }

    private ExecutableHttpRequest carried(String target, HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                JsonService.Answer answer = table.answer(target, body(request));
                SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
                answer.headers().forEach(head::putHeader);
                return HttpExecuteResponse.builder()
                        .response(head.build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                        .build();
            }

            @Override
            public void abort() {
                // The caller's thread does the work, so there is nothing to abort.
            }
        };
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return new byte[0];
        }
        try (InputStream body = request.contentStreamProvider().get().newStream()) {
            return body.readAllBytes();
        }
    }

    /** Changes the scheme to http: clients with a carrier call https URLs, but the emulators have no certificates. */
    private static HttpExecuteRequest plain(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder plain = HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder().protocol("http").build());
        request.contentStreamProvider().ifPresent(plain::contentStreamProvider);
        return plain.build();
    }

    @Override
    public void close() {
        others.close();
    }
}
