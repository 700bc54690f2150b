/** Lambda and EventBridge. */
@NullMarked
package io.slipway.local.lambda;

import org.jspecify.annotations.NullMarked;
