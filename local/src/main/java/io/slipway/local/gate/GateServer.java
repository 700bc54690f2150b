package io.slipway.local.gate;

import io.slipway.core.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gate's HTTP server. */
final class GateServer extends Handler.Abstract implements AutoCloseable {
    private static final long IDLE_TIMEOUT = 120_000;
    private static final int INPUT_BUFFER = 64 * 1024;
    private static final int MAX_HEAD = 32 * 1024;

    /** Handles calls. */
    interface Answering {
        AwsAnswer answer(AwsRequest request) throws IOException;
    }

    private final Answering answering;
    private final Consumer<String> log;
    private final Server server;
    private final ServerConnector connector;

    private GateServer(Answering answering, Consumer<String> log) {
        this.answering = answering;
        this.log = log;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setName("gate");
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD);
        // A signature covers headers as they were sent; Jetty would normalize the spelling of common ones.
        configuration.setHeaderCacheCaseSensitive(true);
        // Keys of objects may contain any characters.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        HttpConnectionFactory factory = new HttpConnectionFactory(configuration);
        factory.setInputBufferSize(INPUT_BUFFER);
        this.connector = new ServerConnector(server, factory);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(IDLE_TIMEOUT);
        server.addConnector(connector);
        // The callers have stopped before the gate closes, but may have left connections open.
        server.setStopTimeout(0);
    }

    static GateServer start(Answering answering, Consumer<String> log) throws IOException {
        GateServer gate = new GateServer(answering, log);
        gate.server.setHandler(gate);
        try {
            gate.server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return gate;
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            AwsAnswer answer = answering.answer(read(request));
            response.setStatus(answer.status());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            try (InputStream body = answer.body()) {
                Bodies.copy(body, response);
            }
            callback.succeeded();
        } catch (EofException e) {
            // The caller has closed the connection, such as a function that has read enough of an object.
            callback.failed(e);
        } catch (IOException | RuntimeException e) {
            log.accept(LogLine.error().with("gate", e.getClass().getName()).toString());
            callback.failed(e);
        }
        return true;
    }

    private static AwsRequest read(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.merge(field.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
        }
        String query = request.getHttpURI().getQuery();
        return new AwsRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                query == null ? "" : query,
                headers,
                Content.Source.asInputStream(request));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the gate failed to stop", e);
        }
    }
}
