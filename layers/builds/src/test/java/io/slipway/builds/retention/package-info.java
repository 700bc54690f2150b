@NullMarked
package io.slipway.builds.retention;

import org.jspecify.annotations.NullMarked;
