/** Changes as events: recorded in the transaction that makes the change, listed as an audit trail, and sent out. */
@NullMarked
package io.slipway.core.event;

import org.jspecify.annotations.NullMarked;
