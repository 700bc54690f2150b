/** Images outside of a registry: OCI layouts, archives, and what a Docker daemon holds. */
@NullMarked
package io.slipway.client.image;

import org.jspecify.annotations.NullMarked;
