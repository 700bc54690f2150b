/** {@code slipway transform}: the file features on a folder, with no registry running. */
@NullMarked
package io.slipway.cli.transform;

import org.jspecify.annotations.NullMarked;
