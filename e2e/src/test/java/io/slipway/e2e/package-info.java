/** Real clients against the running one-machine cloud, and rules about the whole system. */
@NullMarked
package io.slipway.e2e;

import org.jspecify.annotations.NullMarked;
