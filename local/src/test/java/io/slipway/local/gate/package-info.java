@NullMarked
package io.slipway.local.gate;

import org.jspecify.annotations.NullMarked;
