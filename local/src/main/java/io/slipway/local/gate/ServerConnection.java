package io.slipway.local.gate;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A connection to a server by HTTP/1.1 without TLS (RFC 9112), for one call at a time. The thread that calls does all of the work, and bytes pass through one
 * buffer outside of the heap: the JDK's client hands each buffer from thread to thread, which takes four times as long for the bodies of blobs.
 */
final class ServerConnection implements Closeable {
    private static final int BUFFER = 128 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final int MAX_HEAD = 64 * 1024;
    private static final int DEFAULT_PORT = 80;

    private static final Pattern START = Pattern.compile("HTTP/1\\.1 \\d{3}( .*)?");

    private final SocketChannel channel;

    /** First what is sent, then what was received and not read yet. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private boolean isAnswering;

    private ServerConnection(SocketChannel channel) {
        this.channel = channel;
    }

    static ServerConnection open(URI server) throws IOException {
        int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new ServerConnection(channel);
    }

    /**
     * Sends a request.
     *
     * @param head the request line and the headers
     * @param length the length of the body
     */
    void send(String head, InputStream body, long length) throws IOException {
        isAnswering = false;
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        buffer.clear();
        if (bytes.length > buffer.capacity()) {
            throw new ProtocolException(
                    "the headers must have at most " + buffer.capacity() + " bytes, but have " + bytes.length);
        }
        buffer.put(bytes);
        byte[] piece = new byte[(int) Math.min(length, PIECE)];
        long left = length;
        while (left > 0) {
            int read = body.read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the body must have " + length + " bytes, but has " + (length - left));
            }
            if (buffer.remaining() < read) {
                flush();
            }
            buffer.put(piece, 0, read);
            left -= read;
        }
        flush();
        buffer.limit(0);
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Returns whether the server has begun to answer the request. */
    boolean isAnswering() {
        return isAnswering;
    }

    /**
     * The status and the headers of a response.
     *
     * @param status the status
     * @param headers the headers by lower-case name, repeated ones joined by commas
     */
    record Head(int status, Map<String, String> headers) {
        boolean closes() {
            return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        }
    }

    /** Receives the head of the response. */
    Head head() throws IOException {
        Head head = received();
        while (head.status() / 100 == 1) {
            head = received();
        }
        return head;
    }

    private Head received() throws IOException {
        String start = line();
        if (!START.matcher(start).matches()) {
            throw new ProtocolException("a response must begin with HTTP/1.1 and its status, but began with: " + start);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("a header must have a name and a colon, but was: " + line);
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + "," + b);
        }
        return new Head(Integer.parseInt(start.substring(9, 12)), headers);
    }

    /** Receives a line, without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < MAX_HEAD) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the server has closed the connection");
            }
            byte next = buffer.get();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
        throw new ProtocolException("a line of a response must have at most " + MAX_HEAD + " bytes");
    }

    /** Returns some of the bytes that come next, at most this many; none at the end of the connection. They are valid until the next call. */
    ByteBuffer next(long most) throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return buffer;
        }
        int length = (int) Math.min(most, buffer.remaining());
        ByteBuffer bytes = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return bytes;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        isAnswering |= read > 0;
        return read >= 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is not used any more, whether that works or not.
        }
    }
}
