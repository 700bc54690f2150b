@NullMarked
package io.slipway.builds.instant;

import org.jspecify.annotations.NullMarked;
