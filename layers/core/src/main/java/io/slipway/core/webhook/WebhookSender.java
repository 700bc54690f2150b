package io.slipway.core.webhook;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Sends events. */
public interface WebhookSender {

    /** Posts a body; returns why it was not taken, empty if it was. */
    Optional<String> post(URI url, Map<String, String> headers, String body);
}
