/** The bin: deleted tags and manifests that can be restored for a time. */
@NullMarked
package io.slipway.core.bin;

import org.jspecify.annotations.NullMarked;
