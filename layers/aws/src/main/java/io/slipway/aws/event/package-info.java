/** Events in the table, and out to EventBridge. */
@NullMarked
package io.slipway.aws.event;

import org.jspecify.annotations.NullMarked;
