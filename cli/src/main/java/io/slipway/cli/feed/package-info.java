/** Pushes, lists, downloads and deletes packages. */
@NullMarked
package io.slipway.cli.feed;

import org.jspecify.annotations.NullMarked;
