package io.slipway.local.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** The connections to a server, each of which is kept open for the next calls. */
final class ServerConnections {
    /** The maximum time for which a connection waits for the next call; servers wait for longer. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The longest body, in bytes, that is read before the answer is handed on. */
    private static final int SMALL = 16 * 1024;

    private record Content(InputStream body, long length) {}

    private record Idle(ServerConnection connection, long since) {
        boolean isOld() {
            return System.nanoTime() - since >= IDLE_NANOS;
        }
    }

    private final URI server;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

    ServerConnections(URI server) {
        this.server = server;
    }

    /**
     * Makes a call.
     *
     * @param target the path and the query
     * @param headers all headers but the length of the body
     * @param length the length of the body; empty for none
     */
    AwsAnswer call(String method, String target, Map<String, String> headers, InputStream body, OptionalLong length)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> header(head, name, value));
        length.ifPresent(bytes -> header(head, "content-length", Long.toString(bytes)));
        String start = head.append("\r\n").toString();
        Content sent = new Content(body, length.orElse(0));
        Optional<ServerConnection> kept = kept();
        if (kept.isPresent()) {
            try {
                return call(kept.get(), method, start, sent);
            } catch (IOException e) {
                // The server may close a connection at the moment at which it is used again. A body can be read only
                // once.
                if (sent.length() > 0 || kept.get().isAnswering()) {
                    throw e;
                }
            }
        }
        return call(ServerConnection.open(server), method, start, sent);
    }

    private static void header(StringBuilder head, String name, String value) {
        String header = name + value;
        if (header.indexOf('\r') >= 0 || header.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header must be one line: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private AwsAnswer call(ServerConnection connection, String method, String start, Content content)
            throws IOException {
        try {
            connection.send(start, content.body(), content.length());
            ServerConnection.Head head = connection.head();
            ReceivedBody received = ReceivedBody.of(method, head, connection, () -> release(connection, head));
            return new AwsAnswer(
                    head.status(), head.headers(), small(head, received).orElse(received));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Reads a short body at once, so that the connection is free for the next call whatever becomes of the answer. */
    private static Optional<InputStream> small(ServerConnection.Head head, ReceivedBody body) throws IOException {
        String length = head.headers().getOrDefault("content-length", "");
        if (!body.isComplete() && (length.isEmpty() || Long.parseLong(length) > SMALL)) {
            return Optional.empty();
        }
        return Optional.of(new ByteArrayInputStream(body.readAllBytes()));
    }

    private Optional<ServerConnection> kept() {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (!next.isOld()) {
                return Optional.of(next.connection());
            }
            next.connection().close();
        }
        return Optional.empty();
    }

    /** Closes those that were in use only while there were more calls at once. */
    private void closeOld() {
        Idle last = idle.pollLast();
        while (last != null && last.isOld()) {
            last.connection().close();
            last = idle.pollLast();
        }
        if (last != null) {
            idle.addLast(last);
        }
    }

    private void release(ServerConnection connection, ServerConnection.Head head) {
        if (head.closes()) {
            connection.close();
        } else {
            idle.addFirst(new Idle(connection, System.nanoTime()));
            closeOld();
        }
    }
}
