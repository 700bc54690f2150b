/** The tools that make an image of a folder. */
@NullMarked
package io.slipway.builder.image;

import org.jspecify.annotations.NullMarked;
