/** The tools that build an image from a folder. */
@NullMarked
package io.slipway.builder.image;

import org.jspecify.annotations.NullMarked;
