package io.slipway.e2e;

import io.slipway.emulators.InProcessClient;
import io.slipway.emulators.JsonService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * Passes calls of DynamoDB to DynamoDB Local in the caller's thread, as a one-machine cloud does, and sends all others over HTTP, which costs both sides
 * as much CPU time as DynamoDB Local needs for the call.
 */
final class TableCarrier extends InProcessClient {
    private static final String TARGET = "X-Amz-Target";
    private static final int MAX_CONNECTIONS = 256;

    private final JsonService table;
    private final SdkHttpClient others =
            Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS).build();

    TableCarrier(JsonService table) {
        this.table = table;
    }

    @Override
    protected HttpExecuteResponse handle(HttpExecuteRequest request) throws IOException {
        String target = request.httpRequest().firstMatchingHeader(TARGET).orElse("");
        if (!target.startsWith("DynamoDB_")) {
            return others.prepareRequest(plain(request)).call();
        }
        try (InputStream body = body(request)) {
            JsonService.Answer answer = table.answer(target, body.readAllBytes());
            return response(answer.status(), answer.headers(), new ByteArrayInputStream(answer.body()), () -> {});
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
