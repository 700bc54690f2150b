@NullMarked
package io.slipway.function.events;

import org.jspecify.annotations.NullMarked;
