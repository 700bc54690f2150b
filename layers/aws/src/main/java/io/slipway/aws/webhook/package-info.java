/** Stores webhooks and deliveries in the table, and posts events over HTTP. */
@NullMarked
package io.slipway.aws.webhook;

import org.jspecify.annotations.NullMarked;
