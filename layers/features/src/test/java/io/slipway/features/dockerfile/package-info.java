@NullMarked
package io.slipway.features.dockerfile;

import org.jspecify.annotations.NullMarked;
