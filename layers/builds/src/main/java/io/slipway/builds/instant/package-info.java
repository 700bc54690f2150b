/** The instant engine: builds Dockerfiles that run no programs in the function itself. */
@NullMarked
package io.slipway.builds.instant;

import org.jspecify.annotations.NullMarked;
