/** Tests of Dockerfiles. */
@NullMarked
package io.slipway.builds.dockerfile;

import org.jspecify.annotations.NullMarked;
