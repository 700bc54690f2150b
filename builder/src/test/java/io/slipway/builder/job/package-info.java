@NullMarked
package io.slipway.builder.job;

import org.jspecify.annotations.NullMarked;
