package io.slipway.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Creates an HTTP client on a second thread: with its TLS context and the certificates that Java trusts, it takes a sixth of a function's start. The
 * first thread creates the clients that use it meanwhile.
 */
final class BackgroundHttpClient implements SdkHttpClient {
    private final String name;
    private final Once<SdkHttpClient> client;

    /**
     * Starts the thread.
     *
     * @param name the name of the client, which the SDK asks for before the first call
     * @param maker creates the client; if it fails in the background, the first call repeats it and throws
     */
    BackgroundHttpClient(String name, Supplier<SdkHttpClient> maker) {
        this.name = name;
        this.client = new Once<>(maker);
        Thread.ofPlatform()
                .name("http-client")
                .daemon()
                .uncaughtExceptionHandler((thread, failure) -> {})
                .start(client::get);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return client.get().prepareRequest(request);
    }

    @Override
    public String clientName() {
        return name;
    }

    @Override
    public void close() {
        client.get().close();
    }
}
