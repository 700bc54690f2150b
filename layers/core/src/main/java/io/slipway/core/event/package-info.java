/** Changes as events: each is recorded in the transaction that makes the change, listed in the audit trail, and sent out. */
@NullMarked
package io.slipway.core.event;

import org.jspecify.annotations.NullMarked;
