/** Tests of versions, ranges and package file names. */
@NullMarked
package io.slipway.packages.version;

import org.jspecify.annotations.NullMarked;
