/** Structured Configuration Variables in XML: a variable's name is an XPath. */
@NullMarked
package io.slipway.features.structured.xml;

import org.jspecify.annotations.NullMarked;
