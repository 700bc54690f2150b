/** What spaces hold and may hold, asked and set by people. */
@NullMarked
package io.slipway.core.quota;

import org.jspecify.annotations.NullMarked;
