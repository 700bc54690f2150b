/** The file features on the working folder, and what of secrets they would bake in. */
@NullMarked
package io.slipway.builder.features;

import org.jspecify.annotations.NullMarked;
