/**
 * XML documents as mutable trees in which everything unchanged is written exactly as it was read, and XPath on these
 * trees.
 */
@NullMarked
package io.slipway.features.xml;

import org.jspecify.annotations.NullMarked;
