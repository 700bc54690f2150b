/** The instant engine: builds of Dockerfiles that run nothing, made by the function itself. */
@NullMarked
package io.slipway.builds.instant;

import org.jspecify.annotations.NullMarked;
