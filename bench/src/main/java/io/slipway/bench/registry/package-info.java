/** The registry measured: its hot handlers alone, and the whole beside another registry. */
@NullMarked
package io.slipway.bench.registry;

import org.jspecify.annotations.NullMarked;
