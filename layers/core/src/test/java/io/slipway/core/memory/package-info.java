/** The registry's ports in memory: the twins of the adapters to AWS, for tests. */
@NullMarked
package io.slipway.core.memory;

import org.jspecify.annotations.NullMarked;
