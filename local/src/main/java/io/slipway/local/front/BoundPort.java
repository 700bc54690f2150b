package io.slipway.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
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
     * Binds a port; throws {@link BindException} if it is in use.
     *
     * @param host the address to listen on
     * @param port the port, 0 for any
     */
    public static BoundPort bind(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host must be an address of this machine, but was " + host);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
            return new BoundPort(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
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
