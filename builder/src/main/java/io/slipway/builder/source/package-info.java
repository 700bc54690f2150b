/** Fetches the packages of a build, and places them in the working folder. */
@NullMarked
package io.slipway.builder.source;

import org.jspecify.annotations.NullMarked;
