package io.slipway.local.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Copies bodies. */
public final class Bodies {
    /**
     * The buffer size in bytes, equal to what clients read from a connection; the JDK's own copy uses a quarter of
     * that, and so needs four times as many calls.
     */
    private static final int BUFFER = 64 * 1024;

    private Bodies() {}

    /** Writes all bytes as they arrive, or in one piece if they are in memory. */
    public static void copy(InputStream in, Response response) throws IOException {
        if (in instanceof ByteArrayInputStream) {
            Content.Sink.write(response, true, ByteBuffer.wrap(in.readAllBytes()));
        } else {
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            }
        }
    }
}
