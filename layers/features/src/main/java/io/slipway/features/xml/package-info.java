/**
 * XML documents that keep every character: a tree that may be changed, in which every piece that was not touched is written exactly as it was
 * read, and XPath on that tree.
 */
@NullMarked
package io.slipway.features.xml;

import org.jspecify.annotations.NullMarked;
