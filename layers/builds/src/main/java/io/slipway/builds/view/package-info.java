/** The operations that read builds, and builds as the API returns them. */
@NullMarked
package io.slipway.builds.view;

import org.jspecify.annotations.NullMarked;
