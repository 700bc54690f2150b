/** Retention: rules that tell which tags and manifests of a space stay, and the deletion of the others. */
@NullMarked
package io.slipway.builds.retention;

import org.jspecify.annotations.NullMarked;
