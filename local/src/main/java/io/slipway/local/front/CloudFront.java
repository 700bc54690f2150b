package io.slipway.local.front;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.log.LogLine;
import io.slipway.edge.EdgeFunction;
import io.slipway.edge.EdgeResult;
import io.slipway.local.gate.Bodies;
import io.slipway.local.template.DistributionResource;
import io.slipway.local.template.DistributionResource.Behaviour;
import io.slipway.local.template.DistributionResource.OriginKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Emulates CloudFront: consults the web ACL and the disk, selects the behaviour by path, runs its edge functions, and forwards the
 * request to the origin.
 */
final class CloudFront extends Handler.Abstract {
    /** The maximum number of bytes of a rejected body that are read before the connection is closed. */
    private static final long MAX_DRAINED = 1024L * 1024 * 1024;

    private static final int DRAIN_BUFFER = 64 * 1024;

    private final WebAcl webAcl;
    private final DiskGuard disk;
    private final DistributionResource distribution;
    private final Map<String, EdgeFunction> functions;
    private final ApiGateway api;
    private final BucketOrigin bucket;
    private final Optional<StreamOrigin> stream;
    private final Consumer<String> log;

    CloudFront(
            WebAcl webAcl,
            DiskGuard disk,
            DistributionResource distribution,
            Map<String, EdgeFunction> functions,
            ApiGateway api,
            BucketOrigin bucket,
            Optional<StreamOrigin> stream,
            Consumer<String> log) {
        this.webAcl = webAcl;
        this.disk = disk;
        this.distribution = distribution;
        this.functions = functions;
        this.api = api;
        this.bucket = bucket;
        this.stream = stream;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request);
        Behaviour behaviour = behaviour(exchange.path());
        Answer answer;
        try {
            answer = answer(exchange, behaviour, (origin, going) -> send(origin, going, request, response));
        } catch (IOException | RuntimeException e) {
            log.accept(LogLine.error().with(e).with("method", exchange.method()).toString());
            answer = Answer.message(502, "Bad Gateway");
        }
        if (answer.status() >= 500) {
            // A full disk may have caused the failure.
            answer = disk.refuse(exchange).orElse(answer);
        }
        drain(exchange);
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        behaviour.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        try (InputStream body = answer.body()) {
            Bodies.copy(body, response);
        } catch (IOException e) {
            callback.failed(e);
            return true;
        }
        callback.succeeded();
        return true;
    }

    /** Reads the rest of a body, because a client may not read an early response before it has sent everything. */
    private static void drain(Exchange exchange) {
        InputStream body = exchange.body();
        try {
            if (body.read() < 0) {
                return;
            }
            byte[] buffer = new byte[DRAIN_BUFFER];
            long drained = 0;
            for (int read = 0; read >= 0 && drained < MAX_DRAINED; read = body.read(buffer)) {
                drained += read;
            }
        } catch (IOException e) {
            // The client is gone, and does not need the response.
        }
    }

    /** Sends a request to the origin with this id. */
    private interface Sending {
        Answer send(String origin, Exchange going) throws IOException;
    }

    private Answer answer(Exchange exchange, Behaviour behaviour, Sending sending) throws IOException {
        Optional<Answer> blocked = webAcl.block(exchange).or(() -> disk.refuse(exchange));
        if (blocked.isPresent()) {
            return blocked.get();
        }
        ObjectNode original = EdgeEvents.request(exchange);
        Exchange going = exchange;
        String origin = behaviour.origin();
        if (behaviour.request().isPresent()) {
            EdgeResult result =
                    run(behaviour.request().get(), EdgeEvents.event("viewer-request", original, exchange.address()));
            if (result.isResponse()) {
                EdgeRules.checkResponse(MissingNode.getInstance(), result.value());
                return EdgeEvents.answer(result.value(), InputStream.nullInputStream());
            }
            EdgeRules.checkRequest(original, result.value());
            going = EdgeEvents.changed(exchange, result.value());
            origin = result.origin().orElse(origin);
        }
        Answer answer = sending.send(origin, going);
        // As in CloudFront, a viewer-response function does not see errors.
        if (behaviour.response().isEmpty() || answer.status() >= 400) {
            return answer;
        }
        ObjectNode event = EdgeEvents.event("viewer-response", EdgeEvents.request(going), exchange.address());
        ObjectNode before = EdgeEvents.response(answer);
        event.set("response", before.deepCopy());
        try {
            EdgeResult result = run(behaviour.response().get(), event);
            EdgeRules.checkResponse(before, result.value());
            return EdgeEvents.answer(result.value(), answer.body());
        } catch (RuntimeException e) {
            answer.body().close();
            throw e;
        }
    }

    private Answer send(String origin, Exchange viewed, Request request, Response response) throws IOException {
        Exchange exchange = viewed.with(distribution.originHeaders().getOrDefault(origin, Map.of()));
        OriginKind kind = distribution.origins().getOrDefault(origin, OriginKind.API);
        if (kind != OriginKind.API && !exchange.isUri()) {
            return Answer.message(400, "Bad Request");
        }
        return switch (kind) {
            case API -> api.handle(exchange);
            case SIGNED_BUCKET -> exchange.method().equals("PUT") ? bucket.put(exchange) : bucket.getSigned(exchange);
            case BUCKET -> bucket.get(exchange);
            case SERVER ->
                stream.orElseThrow(() -> new IOException("the stream lane is off"))
                        .send(exchange, request, response);
        };
    }

    private EdgeResult run(String function, ObjectNode event) {
        EdgeFunction edge = functions.get(function);
        if (edge == null) {
            throw new IllegalStateException("there is no edge function " + function);
        }
        return edge.run(event);
    }

    private Behaviour behaviour(String path) {
        return distribution.behaviours().stream()
                .filter(behaviour -> behaviour.matches(path))
                .findFirst()
                .orElseThrow();
    }
}
