package io.slipway.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerConnectionsTest {
    private final ServerSocket server = listen();
    private final ServerConnections connections =
            new ServerConnections(URI.create("http://127.0.0.1:" + server.getLocalPort()));

    /** What the server got, a connection at a time: the number of the connection, and a request. */
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_response_has_its_status_its_headers_and_its_body() throws Exception {
        answer(List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello"));
        AwsAnswer answer = get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("x-a", "1,2").containsEntry("content-length", "5");
        assertThat(answer.body()).hasContent("hello");
        assertThat(received.take()).isEqualTo("1 GET /a?b HTTP/1.1\r\nhost: x\r\n\r\n");
    }

    @Test
    void the_next_call_takes_the_same_connection() throws Exception {
        String large = "x".repeat(1_000_000);
        answer(List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + large,
                "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nt: u\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"));
        for (String body : List.of(large, "abc0123456789", "", "no")) {
            try (InputStream in = get().body()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo(body);
            }
            assertThat(received.take()).startsWith("1 ");
        }
    }

    @Test
    void the_answer_to_a_head_has_a_length_and_no_body() throws Exception {
        answer(List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"));
        AwsAnswer head = connections.call("HEAD", "/", Map.of(), InputStream.nullInputStream(), OptionalLong.empty());
        assertThat(head.headers()).containsEntry("content-length", "5");
        assertThat(head.body()).isEmpty();
        assertThat(get().body()).hasContent("a");
    }

    @Test
    void a_body_that_is_not_read_to_its_end_ends_the_connection() throws Exception {
        String large = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000);
        answer(List.of(large), List.of("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"));
        try (InputStream body = get().body()) {
            assertThat(body.read()).isEqualTo('x');
        }
        assertThat(get().body()).hasContent("a");
        assertThat(received.take()).startsWith("1 ");
        assertThat(received.take()).startsWith("2 ");
    }

    @Test
    void a_connection_that_the_server_has_closed_is_replaced() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na";
        answer(
                List.of(answer),
                List.of(answer, answer.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")),
                List.of(answer));
        for (String connection : List.of("1", "2", "2", "3")) {
            assertThat(get().body()).hasContent("a");
            assertThat(received.take()).startsWith(connection + " ");
        }
    }

    @Test
    void a_body_is_sent_whole_and_only_so() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        answer(List.of(answer, answer));
        byte[] body = new byte[1_000_000];
        new Random(1).nextBytes(body);
        assertThat(put(body, body.length).status()).isEqualTo(200);
        String request = received.take();
        assertThat(request).startsWith("1 PUT / HTTP/1.1\r\ncontent-length: 1000000\r\n\r\n");
        assertThat(request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(body);
        assertThatIOException()
                .isThrownBy(() -> put(body, 1_000_001))
                .withMessage("the body must have 1000001 bytes, but has 1000000");
    }

    @Test
    void what_is_not_http_is_refused() {
        for (String answer : List.of(
                "nonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nshort")) {
            answer(List.of(answer));
            assertThatIOException().isThrownBy(() -> get().body().readAllBytes());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connections.call(
                        "GET", "/", Map.of("a", "b\r\nc: d"), InputStream.nullInputStream(), OptionalLong.empty()));
    }

    private AwsAnswer get() throws IOException {
        return connections.call(
                "GET", "/a?b", Map.of("host", "x"), InputStream.nullInputStream(), OptionalLong.empty());
    }

    private AwsAnswer put(byte[] body, long length) throws IOException {
        return connections.call("PUT", "/", Map.of(), new ByteArrayInputStream(body), OptionalLong.of(length));
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the requests of the next connections, and closes each after its last. */
    @SafeVarargs
    private void answer(List<String>... answers) {
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < answers.length; i++) {
                    try (Socket connection = server.accept()) {
                        for (String answer : answers[i]) {
                            received.add(i + 1 + " " + request(connection.getInputStream()));
                            connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        }
                    }
                }
            } catch (SocketException e) {
                // The client has closed it.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return request.toString();
            }
            request.append((char) next);
        }
        int length = request.indexOf("content-length: ");
        int size = length < 0 ? 0 : Integer.parseInt(request.substring(length + 16, request.indexOf("\r\n", length)));
        return request + new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
    }
}
