/** Records events in the table and sends them to EventBridge. */
@NullMarked
package io.slipway.aws.event;

import org.jspecify.annotations.NullMarked;
