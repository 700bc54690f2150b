/** The packages of a build: fetched, and laid out in the working folder. */
@NullMarked
package io.slipway.builder.source;

import org.jspecify.annotations.NullMarked;
