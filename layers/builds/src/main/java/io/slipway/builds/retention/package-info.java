/** Retention: rules that keep tags and manifests of a space, and the deletion of the others. */
@NullMarked
package io.slipway.builds.retention;

import org.jspecify.annotations.NullMarked;
