/** Emulates Lambda with its event sources, and EventBridge. */
@NullMarked
package io.slipway.local.lambda;

import org.jspecify.annotations.NullMarked;
