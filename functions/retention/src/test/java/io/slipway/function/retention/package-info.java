@NullMarked
package io.slipway.function.retention;

import org.jspecify.annotations.NullMarked;
