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

/** Requests as bytes, for what no HTTP client would send. One connection each. */
final class RawHttp {
    /** The time in milliseconds after which the server counts as hanging. */
    private static final int HANGS_AFTER = 20_000;

    private static final int STATUS_FROM = "HTTP/1.1 ".length();

    private RawHttp() {}

    /** The server did not answer in time. */
    static final class HangException extends RuntimeException {
        HangException(SocketTimeoutException cause) {
            super("no answer within " + HANGS_AFTER + " ms", cause);
        }
    }

    /** Returns the status of the response; 0 if the server closed the connection without one, as it may for input that is not HTTP. */
    static int status(URI server, byte[] request) {
        String answer = send(server, request);
        return answer.length() < STATUS_FROM + 3 ? 0 : Integer.parseInt(answer.substring(STATUS_FROM, STATUS_FROM + 3));
    }

    /** The whole answer. */
    static String send(URI server, byte[] request) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), HANGS_AFTER);
            socket.setSoTimeout(HANGS_AFTER);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException e) {
                // it has answered already, and reads no further
            }
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new HangException(e);
        } catch (IOException e) {
            if (answer.size() == 0 && e.getMessage() != null && e.getMessage().contains("refused")) {
                throw new UncheckedIOException(e);
            }
            // a connection that was reset: what came before counts
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
