package io.slipway.core.webhook;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Sends events. */
public interface WebhookSender {

    /** Posts a body; returns the reason of a failure, empty if the body was accepted. */
    Optional<String> post(URI url, Map<String, String> headers, String body);
}
