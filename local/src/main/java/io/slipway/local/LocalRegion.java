package io.slipway.local;

import io.slipway.core.blob.AddressRanges;
import java.net.URI;

/** The region of a one-machine cloud: the machine itself. */
final class LocalRegion {
    private static final String LOOPBACK = "127.0.0.0/8,::1/128";

    private LocalRegion() {}

    /**
     * Returns the value of the template's parameter {@code DirectPullCidrs}: clients on the loopback interface get
     * blobs from S3 itself, unless the cloud has a URL for other machines, such as a proxy's, because then a
     * connection from this machine may belong to any client.
     *
     * @param url the registry's URL
     */
    static String clients(String url) {
        String host = URI.create(url).getHost().replaceAll("^\\[|\\]$", "");
        return host.equals("localhost") || AddressRanges.parse(LOOPBACK).covers(host) ? LOOPBACK : "none";
    }
}
