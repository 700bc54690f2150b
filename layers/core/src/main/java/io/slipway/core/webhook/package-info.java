/** Webhooks: addresses that get a space's events. */
@NullMarked
package io.slipway.core.webhook;

import org.jspecify.annotations.NullMarked;
