/** Octostache, Octopus's template language: the grammar, and what a template evaluates to. */
@NullMarked
package io.slipway.features.octostache;

import org.jspecify.annotations.NullMarked;
