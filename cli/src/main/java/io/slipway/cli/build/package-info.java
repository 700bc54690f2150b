/** {@code slipway build}, {@code builds}, {@code log}, {@code cancel}, {@code diff}. */
@NullMarked
package io.slipway.cli.build;

import org.jspecify.annotations.NullMarked;
