@NullMarked
package io.slipway.function.api;

import org.jspecify.annotations.NullMarked;
