package io.slipway.core.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The body of a request: a stream that is read once, with its length if the client announced it. A body that passed the gateway is in memory already;
 * its length is limited by the gateway.
 */
public final class Body {
    /** An empty body. */
    public static final Body EMPTY = of(new byte[0]);

    private final byte[] content;
    private final InputStream stream;
    private final OptionalLong length;
    private final boolean buffered;

    private Body(byte[] content, InputStream stream, OptionalLong length, boolean buffered) {
        this.content = content;
        this.stream = stream;
        this.length = length;
        this.buffered = buffered;
    }

    /** Creates a body in memory. */
    public static Body of(byte[] content) {
        return new Body(content, InputStream.nullInputStream(), OptionalLong.of(content.length), true);
    }

    /**
     * Creates a body that is read as it arrives.
     *
     * @param length its length in bytes, if the client announced it
     */
    public static Body of(InputStream stream, OptionalLong length) {
        return new Body(new byte[0], stream, length, false);
    }

    /** Returns the length in bytes; empty if the client did not announce it. */
    public OptionalLong length() {
        return length;
    }

    /** Returns whether it is in memory. */
    public boolean buffered() {
        return buffered;
    }

    /** Opens a stream of the bytes. A body that is not in memory can be read once. */
    public InputStream stream() {
        return buffered ? new ByteArrayInputStream(content) : stream;
    }

    /**
     * Returns a body that is in memory if it has at most so many bytes, whether the client announced that or not; otherwise one that is still read as it
     * arrives. This body must not be read any more.
     */
    public Body inMemoryUpTo(int most) throws IOException {
        if (buffered || length.orElse(0) > most) {
            return this;
        }
        byte[] head = stream.readNBytes(most + 1);
        return head.length <= most ? of(head) : of(new ReadAhead(head, stream), length);
    }

    /** Returns all bytes of a body in memory. Routes that take streams never call this. */
    public byte[] bytes() {
        if (!buffered) {
            throw new IllegalStateException("the body is a stream, which is not read into memory");
        }
        return content;
    }
}
