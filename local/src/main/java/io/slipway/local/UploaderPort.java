package io.slipway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A free port for the stream lane's server, which the template has to know before the server runs.
 *
 * @param number the port
 */
record UploaderPort(int number) {
    static UploaderPort free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new UploaderPort(socket.getLocalPort());
        }
    }
}
