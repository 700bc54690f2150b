@NullMarked
package io.slipway.function.token;

import org.jspecify.annotations.NullMarked;
