/** The file features on the working folder, and what of secrets they would bake in. */
@NullMarked
package io.slipway.builds.features;

import org.jspecify.annotations.NullMarked;
