/** Structured variables in Java's properties files. */
@NullMarked
package io.slipway.features.structured.properties;

import org.jspecify.annotations.NullMarked;
