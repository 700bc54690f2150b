/** A client for registries, with a class for each operation of the distribution specification. */
@NullMarked
package io.slipway.client;

import org.jspecify.annotations.NullMarked;
