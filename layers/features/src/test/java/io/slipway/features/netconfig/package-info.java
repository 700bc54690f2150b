@NullMarked
package io.slipway.features.netconfig;

import org.jspecify.annotations.NullMarked;
