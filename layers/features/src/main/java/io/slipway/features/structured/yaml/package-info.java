/** Structured variables in YAML 1.2, found by a parser's events and written as edits of the text. */
@NullMarked
package io.slipway.features.structured.yaml;

import org.jspecify.annotations.NullMarked;
