/** Events on their way out. */
@NullMarked
package io.slipway.function.events;

import org.jspecify.annotations.NullMarked;
