/** Tests the running one-machine cloud with real clients, and checks rules for the whole system. */
@NullMarked
package io.slipway.e2e;

import org.jspecify.annotations.NullMarked;
