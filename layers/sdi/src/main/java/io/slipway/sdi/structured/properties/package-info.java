/** Structured variables in Java's properties files. */
@NullMarked
package io.slipway.sdi.structured.properties;

import org.jspecify.annotations.NullMarked;
