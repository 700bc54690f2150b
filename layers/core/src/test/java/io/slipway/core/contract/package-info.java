/** Contracts of the registry's ports: one abstract test for each, which the twins in memory and the adapters to AWS pass. */
@NullMarked
package io.slipway.core.contract;

import org.jspecify.annotations.NullMarked;
