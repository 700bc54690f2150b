/** {@code slipway transform}: runs the file features on a folder without a registry. */
@NullMarked
package io.slipway.cli.transform;

import org.jspecify.annotations.NullMarked;
