/** Commands about events: the audit trail and webhooks. */
@NullMarked
package io.slipway.cli.events;

import org.jspecify.annotations.NullMarked;
