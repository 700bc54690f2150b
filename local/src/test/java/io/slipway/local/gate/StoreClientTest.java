package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreClientTest {
    private static final byte[] LARGE = bytes(1_000_000);

    private record Received(String line, Map<String, List<String>> headers, String body, int port) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final StoreClient client =
            new StoreClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

    StoreClientTest() throws IOException {}

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1),
                    exchange.getRemoteAddress().getPort()));
            boolean large = exchange.getRequestURI().getPath().equals("/large");
            exchange.getResponseHeaders().put("X-A", List.of("1", "2"));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "5");
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(large ? 200 : 307, large ? LARGE.length : 5);
                exchange.getResponseBody().write(large ? LARGE : "hello".getBytes(StandardCharsets.US_ASCII));
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_response_is_returned_as_the_server_sent_it() throws Exception {
        AwsAnswer answer = get("/a//b%2Fc?list&prefix=x%20y");
        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.headers()).containsEntry("x-a", "1,2").containsEntry("content-length", "5");
        assertThat(answer.body()).hasContent("hello");
        Received request = received.take();
        assertThat(request.line()).isEqualTo("GET /a//b%2Fc?list&prefix=x%20y");
        assertThat(request.headers().keySet()).containsExactlyInAnyOrder("Host", "Connection", "Authorization");
        assertThat(request.headers()).containsEntry("Host", List.of("signed.example"));
    }

    @Test
    void connections_are_reused() throws Exception {
        try (InputStream body = get("/large").body()) {
            assertThat(body.readAllBytes()).isEqualTo(LARGE);
        }
        // A short body is free even if nobody reads it.
        get("/");
        get("/");
        int first = received.take().port();
        assertThat(List.of(received.take().port(), received.take().port())).containsOnly(first);
    }

    @Test
    void a_partly_read_body_ends_its_connection() throws Exception {
        try (InputStream body = get("/large").body()) {
            assertThat(body.read()).isEqualTo(LARGE[0] & 0xff);
        }
        assertThat(get("/").body()).hasContent("hello");
        assertThat(received.take().port()).isNotEqualTo(received.take().port());
    }

    @Test
    void the_response_to_a_head_has_a_length_but_no_body() throws Exception {
        AwsAnswer head = client.call("HEAD", "/", Map.of(), InputStream.nullInputStream(), OptionalLong.empty());
        assertThat(head.headers()).containsEntry("content-length", "5");
        assertThat(head.body()).isEmpty();
        get("/");
        assertThat(received.take().port()).isEqualTo(received.take().port());
    }

    @Test
    void a_body_is_sent_whole_with_its_length() throws Exception {
        put(LARGE, LARGE.length);
        put(new byte[0], 0);
        Received large = received.take();
        assertThat(large.body()).isEqualTo(new String(LARGE, StandardCharsets.ISO_8859_1));
        assertThat(large.headers()).containsEntry("Content-length", List.of("1000000"));
        assertThat(received.take().headers()).containsEntry("Content-length", List.of("0"));
        assertThatIOException()
                .isThrownBy(() -> put(LARGE, LARGE.length + 1))
                .withMessage("the body must have 1000001 bytes, but has 1000000");
    }

    private AwsAnswer get(String target) throws IOException {
        Map<String, String> headers = Map.of("host", "signed.example", "authorization", "signature");
        return client.call("GET", target, headers, InputStream.nullInputStream(), OptionalLong.empty());
    }

    private void put(byte[] body, long length) throws IOException {
        client.call("PUT", "/", Map.of(), new ByteArrayInputStream(body), OptionalLong.of(length));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
