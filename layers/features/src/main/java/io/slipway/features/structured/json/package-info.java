/** Structured variables in JSON, read as leniently as Octopus's reader does: comments, single quotes, bare names, trailing commas. */
@NullMarked
package io.slipway.features.structured.json;

import org.jspecify.annotations.NullMarked;
