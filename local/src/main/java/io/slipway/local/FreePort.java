package io.slipway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A free port for a server whose URL the template needs before the server starts.
 *
 * @param number the port
 */
record FreePort(int number) {
    static FreePort free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new FreePort(socket.getLocalPort());
        }
    }
}
