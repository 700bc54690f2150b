package io.slipway.uploader;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The stream lane's server: PATCH and PUT of upload sessions, of any length, known or not. It has the same
 * configuration as the functions, and {@code SLIPWAY_UPLOADER_PORT} (default {@value #DEFAULT_PORT}, 0 for any) and
 * {@code SLIPWAY_UPLOADER_HOST} (default: every interface). {@code GET /health} returns 200.
 */
public final class UploaderServer implements AutoCloseable {
    /** The default port. */
    public static final int DEFAULT_PORT = 8080;

    /** The idle timeout of a connection, in milliseconds. */
    private static final long IDLE_TIMEOUT = 60_000;

    /** The maximum size of a single read of a body, in bytes. */
    private static final int INPUT_BUFFER = 64 * 1024;

    /** The time for which running requests may continue after the server is closed, in milliseconds. */
    private static final long STOP_TIMEOUT = 1_000;

    /** The time for which running uploads may continue after SIGTERM; ECS kills the process after 120 seconds. */
    private static final long DRAIN_TIMEOUT = 115_000;

    /** The interval between two reports of the number of open uploads. */
    private static final Duration REPORT = Duration.ofSeconds(20);

    private final Server server;
    private final ServerConnector connector;
    private final UploadHandler uploads;
    private final UploadLog log;

    private UploaderServer(Server server, ServerConnector connector, UploadHandler uploads, UploadLog log) {
        this.log = log;
        this.server = server;
        this.connector = connector;
        this.uploads = uploads;
    }

    /** Runs until the process receives SIGTERM. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> variables = System.getenv();
        UploaderServer uploader = start(variables, System.out::println);
        uploader.server.setStopTimeout(DRAIN_TIMEOUT);
        uploader.server.setStopAtShutdown(true);
        Thread.ofVirtual().name("open uploads").start(uploader::reportAlways);
        uploader.server.join();
    }

    private void reportAlways() {
        while (server.isRunning()) {
            report();
            LockSupport.parkNanos(REPORT.toNanos());
        }
    }

    /** Reports the number of open uploads, the metric for scaling the service. */
    void report() {
        log.open(uploads.open());
    }

    /**
     * Starts the server.
     *
     * @param variables the configuration
     * @param lines receives the lines of the log
     */
    public static UploaderServer start(Map<String, String> variables, Consumer<String> lines) {
        return start(new Backend(new Environment(variables)), lines);
    }

    /** Starts the server with this backend, for tests that count the AWS calls of an upload. */
    static UploaderServer start(Backend backend, Consumer<String> lines) {
        Environment environment = backend.environment();
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setName("uploader");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(INPUT_BUFFER);
        ServerConnector connector = new ServerConnector(server, factory);
        environment.optional("SLIPWAY_UPLOADER_HOST").ifPresent(connector::setHost);
        connector.setPort(environment
                .optional("SLIPWAY_UPLOADER_PORT")
                .map(Integer::parseInt)
                .orElse(DEFAULT_PORT));
        connector.setIdleTimeout(IDLE_TIMEOUT);
        // When a server stops, Jetty's default idle timeout of a second would abort clients that pause for longer.
        connector.setShutdownIdleTimeout(IDLE_TIMEOUT);
        server.addConnector(connector);
        UploadLog log = log(backend, lines);
        UploadHandler uploads = new UploadHandler(backend, log);
        // Lets running uploads finish, and refuses new ones, which go to another server.
        server.setHandler(new GracefulHandler(uploads));
        server.setStopTimeout(STOP_TIMEOUT);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the uploader could not start", e);
        }
        return new UploaderServer(server, connector, uploads, log);
    }

    /** Returns the handler of the server's requests, for another server in the same process. */
    public static Handler handler(Map<String, String> variables, Consumer<String> lines) {
        Backend backend = new Backend(new Environment(variables));
        return new UploadHandler(backend, log(backend, lines));
    }

    private static UploadLog log(Backend backend, Consumer<String> lines) {
        return new UploadLog(backend.environment().optional("SLIPWAY_METRICS"), lines);
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops like the process does, and gives running uploads this time to finish. */
    void drain(Duration time) {
        server.setStopTimeout(time.toMillis());
        close();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (TimeoutException e) {
            // The time for running requests is over: they are aborted, and their clients resume.
        } catch (Exception e) {
            throw new IllegalStateException("the uploader could not stop", e);
        }
    }
}
