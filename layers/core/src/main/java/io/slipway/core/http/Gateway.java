package io.slipway.core.http;

import java.util.Optional;

/**
 * The facts that the gateway itself states about a request. A client cannot set them.
 *
 * @param domain the host at which the gateway took it
 * @param principal the ARN of who signed it, on a route whose callers IAM authorises
 */
public record Gateway(String domain, Optional<String> principal) {
    /** Of a request that came another way. */
    public static final Gateway NONE = new Gateway("", Optional.empty());
}
