@NullMarked
package io.slipway.function.builds;

import org.jspecify.annotations.NullMarked;
