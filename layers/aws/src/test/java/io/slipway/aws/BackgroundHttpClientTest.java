package io.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

class BackgroundHttpClientTest {
    private static final HttpExecuteRequest REQUEST = HttpExecuteRequest.builder()
            .request(SdkHttpRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(URI.create("http://127.0.0.1:1/"))
                    .build())
            .build();

    @Test
    void a_call_waits_for_the_client_but_whoever_makes_it_does_not() throws Exception {
        CountDownLatch mayBeMade = new CountDownLatch(1);
        SdkHttpClient client = new BackgroundHttpClient("Apache5", () -> {
            await(mayBeMade);
            return Apache5HttpClient.create();
        });
        assertThat(client.clientName()).isEqualTo("Apache5");
        FutureTask<Object> call = new FutureTask<>(() -> client.prepareRequest(REQUEST));
        Thread.ofVirtual().start(call);
        assertThat(call.isDone()).isFalse();
        mayBeMade.countDown();
        assertThat(call.get(1, TimeUnit.MINUTES)).isNotNull();
        client.close();
    }

    @Test
    void a_client_that_cannot_be_made_fails_the_call() {
        SdkHttpClient client = new BackgroundHttpClient("Apache5", () -> {
            throw new IllegalStateException("the trust store cannot be read");
        });
        assertThatThrownBy(() -> client.prepareRequest(REQUEST)).hasMessage("the trust store cannot be read");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
