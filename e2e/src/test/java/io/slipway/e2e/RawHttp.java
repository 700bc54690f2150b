package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends requests as bytes that no HTTP client would send, each on its own connection. */
final class RawHttp {
    /** The time in milliseconds after which the server is considered to hang. */
    private static final int HANGS_AFTER = 20_000;

    private static final int STATUS_FROM = "HTTP/1.1 ".length();

    private RawHttp() {}

    /** Thrown if the server does not respond in time. */
    static final class HangException extends RuntimeException {
        HangException(SocketTimeoutException cause) {
            super("no response within " + HANGS_AFTER + " ms", cause);
        }
    }

    /** Returns the status of the response; 0 if the server closed the connection without one, as it may for input that is not HTTP. */
    static int status(URI server, byte[] request) {
        String answer = send(server, request);
        return answer.length() < STATUS_FROM + 3 ? 0 : Integer.parseInt(answer.substring(STATUS_FROM, STATUS_FROM + 3));
    }

    /** Returns the whole response. */
    static String send(URI server, byte[] request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), HANGS_AFTER);
            socket.setSoTimeout(HANGS_AFTER);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException e) {
                // it has already responded, and does not read further
            }
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new HangException(e);
        } catch (IOException e) {
            if (answer.size() == 0 && e.getMessage() != null && e.getMessage().contains("refused")) {
                throw new UncheckedIOException(e);
            }
            // the connection was reset: bytes received before are used
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
