@NullMarked
package io.slipway.features;

import org.jspecify.annotations.NullMarked;
