package io.slipway.core.http;

import java.util.Optional;

/**
 * The facts that the gateway itself states about a request. A client cannot set them.
 *
 * @param domain the host at which the gateway received it
 * @param principal the ARN of the principal that signed it, on a route whose callers IAM authorises
 */
public record Gateway(String domain, Optional<String> principal) {
    /** The facts about a request that did not pass a gateway. */
    public static final Gateway NONE = new Gateway("", Optional.empty());
}
