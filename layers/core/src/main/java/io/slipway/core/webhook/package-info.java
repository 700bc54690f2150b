/** Webhooks: URLs to which a space's events are sent. */
@NullMarked
package io.slipway.core.webhook;

import org.jspecify.annotations.NullMarked;
