@NullMarked
package io.slipway.builder.source;

import org.jspecify.annotations.NullMarked;
