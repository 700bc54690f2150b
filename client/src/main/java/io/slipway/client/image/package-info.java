/** Images outside of a registry (OCI layouts, archives, images of a Docker daemon), and copies between registries. */
@NullMarked
package io.slipway.client.image;

import org.jspecify.annotations.NullMarked;
