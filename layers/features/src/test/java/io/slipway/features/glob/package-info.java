@NullMarked
package io.slipway.features.glob;

import org.jspecify.annotations.NullMarked;
