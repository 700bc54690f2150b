/** Substitute Variables in Templates: a text file is one template, and its value takes its place. */
@NullMarked
package io.slipway.features.substitute;

import org.jspecify.annotations.NullMarked;
