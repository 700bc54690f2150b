/** Packages. */
@NullMarked
package io.slipway.cli.feed;

import org.jspecify.annotations.NullMarked;
