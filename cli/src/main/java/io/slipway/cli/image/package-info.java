/** Pushes images, and copies them from other registries. */
@NullMarked
package io.slipway.cli.image;

import org.jspecify.annotations.NullMarked;
