package io.slipway.emulators;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client of the AWS SDK that handles calls in the caller's thread, without a connection. */
public abstract class InProcessClient implements SdkHttpClient {
    /** Handles a call. */
    protected abstract HttpExecuteResponse handle(HttpExecuteRequest request) throws IOException;

    @Override
    public final ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return handle(request);
            }

            @Override
            public void abort() {
                // The caller's thread does the work, so there is nothing to abort.
            }
        };
    }

    /** Returns the body of a request; empty if it has none. */
    protected static InputStream body(HttpExecuteRequest request) {
        return request.contentStreamProvider()
                .<InputStream>map(content -> content.newStream())
                .orElseGet(() -> new ByteArrayInputStream(new byte[0]));
    }

    /**
     * Creates a response.
     *
     * @param body its body
     * @param abort ends the body before it is read completely
     */
    protected static HttpExecuteResponse response(
            int status, Map<String, String> headers, InputStream body, Abortable abort) {
        SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(status);
        headers.forEach(head::putHeader);
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(body, abort))
                .build();
    }
}
