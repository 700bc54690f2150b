/** Implements Octostache, Octopus's template language: its grammar and evaluation. */
@NullMarked
package io.slipway.features.octostache;

import org.jspecify.annotations.NullMarked;
