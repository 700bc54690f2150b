package io.slipway.core.webhook;

import io.slipway.core.blob.AddressRanges;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Recognizes addresses of the public Internet: all but those that the IANA registries of special addresses exclude from global routing. */
final class PublicAddresses {
    private static final AddressRanges SPECIAL = AddressRanges.parse(
            String.join(
                    ",",
                    // IPv4: this network, private, shared, loopback, link-local, protocol assignments, documentation,
                    // 6to4 relay, benchmarks, multicast, reserved
                    "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,192.0.2.0/24,192.88.99.0/24",
                    "192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/4,240.0.0.0/4",
                    // IPv6: unspecified, loopback, IPv4-compatible (Java converts mapped ones to IPv4), local
                    // translation, discard, protocol assignments with Teredo, documentation, 6to4, segment routing,
                    // unique local, link-local, site-local, multicast
                    "::/96,64:ff9b:1::/48,100::/64,2001::/23,2001:db8::/32,2002::/16,3fff::/20,5f00::/16,fc00::/7,fe80::/10,fec0::/10,ff00::/8"));

    /** The well-known prefix of translated IPv4 addresses (RFC 6052), whose last four bytes are the address that is reached. */
    private static final AddressRanges TRANSLATED = AddressRanges.parse("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        if (address instanceof Inet6Address && TRANSLATED.covers(address.getHostAddress())) {
            byte[] bytes = address.getAddress();
            return !SPECIAL.covers(literal(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)));
        }
        return !SPECIAL.covers(literal(address.getAddress()));
    }

    private static String literal(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException("an address must have 4 or 16 bytes, but had " + bytes.length, e);
        }
    }
}
