package io.slipway.core.webhook;

import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Optional;

/** The webhooks of each space. */
public interface Webhooks {

    /** All webhooks of a space. One query. */
    List<Webhook> list(SpaceName space);

    /** Adds a webhook; false where its space is not there, or on its way out. One transaction. */
    boolean add(Webhook webhook);

    /** Removes a webhook; false where it is not there. One transaction. */
    boolean remove(SpaceName space, String id);

    /** Notes how the last delivery ended. One write. */
    void note(Webhook webhook, Optional<Webhook.Failure> failure);
}
