/** Images outside of a registry: OCI layouts, archives, and images of a Docker daemon. */
@NullMarked
package io.slipway.client.image;

import org.jspecify.annotations.NullMarked;
