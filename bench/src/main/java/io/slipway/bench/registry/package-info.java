/** Measures the registry: its hot handlers, and the whole registry compared with others. */
@NullMarked
package io.slipway.bench.registry;

import org.jspecify.annotations.NullMarked;
