/** Runs the file features on the working folder, and checks the image for sensitive values. */
@NullMarked
package io.slipway.builds.features;

import org.jspecify.annotations.NullMarked;
