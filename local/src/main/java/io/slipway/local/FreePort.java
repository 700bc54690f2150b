package io.slipway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A free port for a server whose address the template needs before the server runs.
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
