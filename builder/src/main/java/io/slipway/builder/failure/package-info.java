/** Why a build fails. */
@NullMarked
package io.slipway.builder.failure;

import org.jspecify.annotations.NullMarked;
