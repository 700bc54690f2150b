/** File patterns as Octopus matches them. */
@NullMarked
package io.slipway.features.glob;

import org.jspecify.annotations.NullMarked;
