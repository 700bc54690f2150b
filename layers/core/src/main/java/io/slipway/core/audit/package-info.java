/** The audit trail: who changed what. */
@NullMarked
package io.slipway.core.audit;

import org.jspecify.annotations.NullMarked;
