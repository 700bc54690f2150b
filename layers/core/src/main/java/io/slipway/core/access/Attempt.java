package io.slipway.core.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An attempt to log in.
 *
 * @param token the token id in the password; {@link #NO_TOKEN} for a password that does not have a token's form
 * @param address the client's IPv4 address, or the IPv6 network that one customer has
 * @param when the time of the attempt
 */
public record Attempt(String token, String address, Instant when) {
    /** The id for passwords that do not have a token's form. */
    public static final String NO_TOKEN = "";

    /** The length of a customer's IPv6 prefix, in bytes (RFC 6177: customers get at least a /64). */
    private static final int NETWORK_BYTES = 8;

    /** Creates an attempt from the source address of a request. */
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
