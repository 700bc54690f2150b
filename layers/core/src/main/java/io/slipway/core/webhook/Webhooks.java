package io.slipway.core.webhook;

import io.slipway.core.name.SpaceName;
import java.util.List;
import java.util.Optional;

/** Stores the webhooks of each space. */
public interface Webhooks {

    /** Lists all webhooks of a space. One query. */
    List<Webhook> list(SpaceName space);

    /** Adds a webhook; false if its space does not exist or is being deleted. One transaction. */
    boolean add(Webhook webhook);

    /** Removes a webhook; false if it does not exist. One transaction. */
    boolean remove(SpaceName space, String id);

    /** Records the result of the last delivery. One write. */
    void note(Webhook webhook, Optional<Webhook.Failure> failure);
}
