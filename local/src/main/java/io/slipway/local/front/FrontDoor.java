package io.slipway.local.front;

import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.DiskSpace;
import io.slipway.local.gate.Gate;
import io.slipway.local.lambda.EventBus;
import io.slipway.local.lambda.LambdaRuntime;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The only port for clients: CloudFront, with API Gateway, the bucket and the stream lane behind it. */
public final class FrontDoor implements AutoCloseable {
    /** The maximum length of request line and headers, in bytes; as in CloudFront. */
    private static final int MAX_HEAD = 20_480;

    private static final long IDLE_TIMEOUT = 120_000;

    /** The size of the buffer for reading bodies, in bytes. */
    private static final int INPUT_BUFFER = 64 * 1024;

    private static final long STOP_TIMEOUT = 1_000;

    private final Server server;

    private FrontDoor(Server server) {
        this.server = server;
    }

    /**
     * The services behind the front door.
     *
     * @param stack the resources of the template
     * @param lambda the functions
     * @param events the event bus
     * @param gate the gate in front of the bucket
     * @param distributionKey the key with which the distribution signs requests to the bucket
     * @param stream the stream lane's handler, if it is on
     * @param edge the edge functions of the distribution
     * @param accessKeys the account's secret access keys, by their ids
     * @param region the account's region
     * @param scheme the scheme that clients use
     * @param rates the limits of the web ACL
     * @param disk the disk of the data folder
     * @param log receives the errors, one line each
     */
    public record Behind(
            Stack stack,
            LambdaRuntime lambda,
            EventBus events,
            Gate gate,
            AccessKey distributionKey,
            Optional<Handler> stream,
            EdgeFunctions edge,
            Map<String, String> accessKeys,
            String region,
            String scheme,
            RateLimits rates,
            DiskSpace disk,
            Consumer<String> log) {}

    /** Serves the connections of this port. */
    public static FrontDoor open(BoundPort port, Behind behind) throws IOException {
        CloudFront cloudFront = new CloudFront(
                new WebAcl(behind.rates(), Clock.systemUTC()),
                new DiskGuard(behind.disk()),
                behind.stack().distribution(),
                behind.edge().byId(),
                new ApiGateway(
                        behind.stack().functions(),
                        behind.lambda(),
                        behind.scheme(),
                        new Signatures(behind.accessKeys(), behind.region(), Clock.systemUTC())),
                new BucketOrigin(
                        behind.gate(),
                        behind.distributionKey(),
                        behind.stack().buckets().getFirst(),
                        behind.region(),
                        behind.events()),
                behind.stream().map(handler -> new StreamOrigin(handler, behind.scheme())),
                behind.log());
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        threads.setName("front");
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD);
        // The registry rejects malformed paths itself, with its own errors.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        HttpConnectionFactory factory = new HttpConnectionFactory(configuration);
        factory.setInputBufferSize(INPUT_BUFFER);
        ServerConnector connector = new ServerConnector(server, factory);
        connector.open(port.channel());
        connector.setIdleTimeout(IDLE_TIMEOUT);
        server.addConnector(connector);
        server.setHandler(cloudFront);
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            byte[] body = Answer.text("Bad Request");
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        });
        server.setStopTimeout(STOP_TIMEOUT);
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return new FrontDoor(server);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the front door failed to stop", e);
        }
    }
}
