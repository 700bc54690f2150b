/** {@code slipway build}, {@code builds}, {@code log}, {@code cancel}, {@code diff}. */
@NullMarked
package io.slipway.cli.builds;

import org.jspecify.annotations.NullMarked;
