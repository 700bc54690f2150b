package io.slipway.core.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An attempt to log in.
 *
 * @param token the id of the token whose secret was given; {@link #NO_TOKEN} for what no token looks like
 * @param address from where: an IPv4 address, or the network that one customer has of IPv6
 * @param when when
 */
public record Attempt(String token, String address, Instant when) {
    /** The id of what no token looks like. */
    public static final String NO_TOKEN = "";

    /** A customer has at least so many bytes of IPv6 addresses alone (RFC 6177: a /64 at the very least). */
    private static final int NETWORK_BYTES = 8;

    /** Makes an attempt from an address, as a request has it. */
    public static Attempt of(String token, String address, Instant when) {
        return new Attempt(token, network(address), when);
    }

    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
