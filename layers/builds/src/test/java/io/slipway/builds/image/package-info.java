@NullMarked
package io.slipway.builds.image;

import org.jspecify.annotations.NullMarked;
