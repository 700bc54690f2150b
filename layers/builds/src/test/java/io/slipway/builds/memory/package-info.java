/** The ports of builds in memory. */
@NullMarked
package io.slipway.builds.memory;

import org.jspecify.annotations.NullMarked;
