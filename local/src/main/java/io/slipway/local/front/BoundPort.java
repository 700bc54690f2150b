package io.slipway.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/**
 * A port that is bound before its server starts: the template needs the server's URL, and no other process can take the port. Connections wait until
 * the server accepts them.
 *
 * @param channel the listening channel
 */
public record BoundPort(ServerSocketChannel channel) implements AutoCloseable {
    /**
     * Binds a port.
     *
     * @param host the address to listen on
     * @param port the port, 0 for any
     * @throws BindException if the port is in use, or this user may not bind it
     * @throws UnknownHostException if the host is not an address of this machine
     */
    public static BoundPort bind(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw notLocal(host);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
            return new BoundPort(channel);
        } catch (BindException e) {
            channel.close();
            throw isLocal(address.getAddress()) ? e : notLocal(host);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocal(InetAddress address) throws IOException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    private static UnknownHostException notLocal(String host) {
        return new UnknownHostException("the host must be an address of this machine, but was " + host);
    }

    /** Returns the number of the port. */
    public int number() {
        return channel.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
