@NullMarked
package io.slipway.features.xdt;

import org.jspecify.annotations.NullMarked;
