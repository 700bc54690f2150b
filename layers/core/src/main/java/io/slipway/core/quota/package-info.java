/** The operations that show the usage of spaces and set their limits. */
@NullMarked
package io.slipway.core.quota;

import org.jspecify.annotations.NullMarked;
