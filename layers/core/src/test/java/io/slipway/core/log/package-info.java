@NullMarked
package io.slipway.core.log;

import org.jspecify.annotations.NullMarked;
