@NullMarked
package io.slipway.builder.attest;

import org.jspecify.annotations.NullMarked;
