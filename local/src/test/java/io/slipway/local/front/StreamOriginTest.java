package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sends requests through a server to handlers that stand for the stream lane's. */
class StreamOriginTest {
    private final Server front = new Server();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() throws Exception {
        http.close();
        front.stop();
    }

    /** Responds to requests of the stream lane. */
    private interface Lane {
        boolean handle(Request request, Response response, Callback callback) throws Exception;
    }

    /** Starts a server that changes each request as a distribution does, passes it to the lane, and reads the rest of its body. */
    private URI start(Lane lane) throws Exception {
        StreamOrigin origin = new StreamOrigin(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return lane.handle(request, response, callback);
                    }
                },
                "https");
        ServerConnector connector = new ServerConnector(front);
        connector.setHost("127.0.0.1");
        front.addConnector(connector);
        front.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Exchange viewed = Exchange.of(request);
                Answer answer = answer(origin, viewed, request, response);
                viewed.body().transferTo(OutputStream.nullOutputStream());
                response.setStatus(answer.status());
                answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
                Content.Sink.write(response, true, ByteBuffer.wrap(answer.body().readAllBytes()));
                callback.succeeded();
                return true;
            }
        });
        front.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    private static Answer answer(StreamOrigin origin, Exchange viewed, Request request, Response response) {
        Exchange sent = new Exchange(
                viewed.method(),
                "/changed/by%20the/edge",
                "a=1",
                viewed.with(Map.of("x-proof", "secret")).headers(),
                viewed.body(),
                viewed.length(),
                viewed.address());
        try {
            return origin.send(sent, request, response);
        } catch (IOException e) {
            return Answer.message(502, String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse<String> patch(URI url, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/as/the/viewer?sent=it"))
                .header("X-Viewer", "v")
                .expectContinue(true)
                .method("PATCH", BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void write(Response response, Callback callback, String text) {
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Test
    void the_lane_gets_the_request_of_the_distribution_with_the_viewers_body() throws Exception {
        URI url = start((request, response, callback) -> {
            String headers = String.join(
                    " ",
                    List.of("X-Proof", "X-Viewer", "X-Forwarded-Proto", "Content-Length", "Expect").stream()
                            .map(name -> String.valueOf(request.getHeaders().get(name)))
                            .toList());
            long body = Content.Source.asInputStream(request).transferTo(OutputStream.nullOutputStream());
            write(
                    response,
                    callback,
                    request.getMethod() + " " + request.getHttpURI().getPathQuery() + " " + headers + " " + body);
            return true;
        });
        assertThat(patch(url, new byte[3_000_000]).body())
                .isEqualTo("PATCH /changed/by%20the/edge?a=1 secret v https 3000000 null 3000000");
    }

    @Test
    void the_status_and_the_headers_of_the_lane_are_returned_without_those_of_the_connection() throws Exception {
        URI url = start((request, response, callback) -> {
            response.setStatus(416);
            response.getHeaders().put("Range", "0-4").put("Keep-Alive", "timeout=5");
            write(response, callback, "elsewhere");
            return true;
        });
        HttpResponse<String> response = patch(url, new byte[0]);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("Range")).contains("0-4");
        assertThat(response.headers().firstValue("Keep-Alive")).isEmpty();
        assertThat(response.body()).isEqualTo("elsewhere");
    }

    @Test
    void the_viewer_gets_a_response_although_the_lane_has_closed_the_body() throws Exception {
        URI url = start((request, response, callback) -> {
            try (InputStream body = Content.Source.asInputStream(request)) {
                assertThat(body.read()).isZero();
            }
            write(response, callback, "enough");
            return true;
        });
        assertThat(patch(url, new byte[100_000]).body()).isEqualTo("enough");
    }

    @Test
    void a_lane_that_fails_or_does_not_respond_is_an_error() throws Exception {
        URI url = start((request, response, callback) -> {
            switch (request.getHeaders().get("Content-Length")) {
                case "1" -> throw new UncheckedIOException(new IOException("broken"));
                case "2" -> callback.failed(new IOException("failed"));
                default -> {
                    return false;
                }
            }
            return true;
        });
        assertThat(patch(url, new byte[1]).body()).contains("broken");
        assertThat(patch(url, new byte[2]).body()).contains("failed");
        assertThat(patch(url, new byte[3]).body()).contains("did not handle this one");
    }
}
