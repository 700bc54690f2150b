package io.slipway.core.blob;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Ranges of IP addresses (CIDR, RFC 4632 and 4291).
 *
 * @param ranges the ranges
 */
public record AddressRanges(List<Range> ranges) implements DirectPulls {
    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /** Reads ranges with commas between them, such as {@code 10.0.0.0/8,2001:db8::/32}; a single address is a range too. */
    public static AddressRanges parse(String text) {
        return new AddressRanges(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Range::parse)
                .toList());
    }

    @Override
    public boolean covers(String address) {
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return ranges.stream().anyMatch(range -> range.covers(bytes));
    }

    /** One range. */
    @SuppressWarnings("ArrayRecordComponent") // ranges are never compared
    record Range(byte[] network, int bits) {
        Range {
            if (bits < 0 || bits > network.length * Byte.SIZE) {
                throw new IllegalArgumentException(
                        "the length of a prefix must be 0 to " + network.length * Byte.SIZE + " bits, but was " + bits);
            }
        }

        static Range parse(String text) {
            int slash = text.indexOf('/');
            try {
                byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                        .getAddress();
                return new Range(
                        network, slash < 0 ? network.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "a range of addresses must be such as 10.0.0.0/8 or 2001:db8::/32, but was '" + text + "'", e);
            }
        }

        boolean covers(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            int mask = 0xff << (Byte.SIZE - rest);
            return Arrays.equals(address, 0, whole, network, 0, whole)
                    && (rest == 0 || (address[whole] & mask) == (network[whole] & mask));
        }
    }
}
