@NullMarked
package io.slipway.core.usage;

import org.jspecify.annotations.NullMarked;
