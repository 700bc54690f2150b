@NullMarked
package io.slipway.builder.image;

import org.jspecify.annotations.NullMarked;
