/** Webhooks in the table, and over HTTP. */
@NullMarked
package io.slipway.aws.webhook;

import org.jspecify.annotations.NullMarked;
