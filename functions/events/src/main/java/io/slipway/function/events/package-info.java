/** Sends recorded events to EventBridge and to webhooks. */
@NullMarked
package io.slipway.function.events;

import org.jspecify.annotations.NullMarked;
