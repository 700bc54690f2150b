/** Lists changes with their authors: the audit trail. */
@NullMarked
package io.slipway.core.audit;

import org.jspecify.annotations.NullMarked;
