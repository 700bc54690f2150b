/** Tests of the Dockerfile parser. */
@NullMarked
package io.slipway.builds.dockerfile;

import org.jspecify.annotations.NullMarked;
