@NullMarked
package io.slipway.core.error;

import org.jspecify.annotations.NullMarked;
