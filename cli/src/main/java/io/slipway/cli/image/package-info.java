/** Images from elsewhere. */
@NullMarked
package io.slipway.cli.image;

import org.jspecify.annotations.NullMarked;
