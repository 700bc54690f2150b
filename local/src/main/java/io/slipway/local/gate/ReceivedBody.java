package io.slipway.local.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/** The body of a response (RFC 9112, section 6), read from its connection as it arrives. */
final class ReceivedBody extends InputStream {
    /** The length of a body that ends with the connection. */
    private static final long UNTIL_CLOSED = Long.MAX_VALUE;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ServerConnection connection;
    private final boolean isChunked;
    private final Runnable released;

    /** How much of the body, or of its present chunk, is still to come. */
    private long left;

    private boolean isChunkBegun;

    /** True if all bytes have been handed out. The connection is given back after that, because they may still be in its buffer. */
    private boolean isComplete;

    private boolean isDone;
    private ByteBuffer unread = NOTHING;

    private ReceivedBody(ServerConnection connection, long left, boolean isChunked, Runnable released) {
        this.connection = connection;
        this.left = left;
        this.isChunked = isChunked;
        this.released = released;
    }

    /**
     * Returns the body that follows a head.
     *
     * @param method the method of the request
     * @param release gives the connection back when the body has been read; otherwise it is closed
     */
    static ReceivedBody of(String method, ServerConnection.Head head, ServerConnection connection, Runnable release)
            throws ProtocolException {
        String coding = head.headers().getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        String length = head.headers().getOrDefault("content-length", "");
        if (!Set.of("", "chunked").contains(coding) || !length.matches("\\d{0,18}")) {
            throw new ProtocolException("a body must be chunked or have a length, but was: " + coding + " " + length);
        }
        boolean isEmpty = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        boolean isChunked = !isEmpty && !coding.isEmpty();
        boolean isUntilClosed = !isEmpty && !isChunked && length.isEmpty();
        long left = isUntilClosed ? UNTIL_CLOSED : isEmpty || isChunked ? 0 : Long.parseLong(length);
        ReceivedBody body = new ReceivedBody(connection, left, isChunked, isUntilClosed ? connection::close : release);
        body.isComplete = left == 0 && !isChunked;
        return body;
    }

    /** Returns whether the bytes that were returned are the last ones. */
    boolean isComplete() {
        return isComplete;
    }

    /** Returns the bytes that come next; none at the end. They are valid until the next call. */
    ByteBuffer next() throws IOException {
        if (isChunked && left == 0 && !isComplete && !isDone) {
            beginChunk();
        }
        if (isComplete || isDone) {
            close();
            return NOTHING;
        }
        ByteBuffer bytes = connection.next(left);
        if (left == UNTIL_CLOSED) {
            isComplete = !bytes.hasRemaining();
            return bytes;
        }
        if (!bytes.hasRemaining()) {
            throw new EOFException("the server has closed the connection within a body");
        }
        left -= bytes.remaining();
        isComplete = left == 0 && !isChunked;
        return bytes;
    }

    private void beginChunk() throws IOException {
        if (isChunkBegun && !connection.line().isEmpty()) {
            throw new ProtocolException("a chunk must end after its bytes");
        }
        isChunkBegun = true;
        String size = connection.line().split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("a chunk must begin with its size, but began with: " + size);
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            while (!connection.line().isEmpty()) {
                // A trailer, which no service here sends anything with.
            }
            isComplete = true;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (!unread.hasRemaining()) {
            unread = next();
        }
        int length = Math.min(wanted, unread.remaining());
        unread.get(into, offset, length);
        return length == 0 ? -1 : length;
    }

    /** Gives the connection back, or closes it if some of the body has not been read. */
    @Override
    public void close() {
        if (!isDone) {
            isDone = true;
            if (isComplete) {
                released.run();
            } else {
                connection.close();
            }
        }
    }
}
