/** Spaces, repositories, tags, references: the names in a request, validated. */
@NullMarked
package io.slipway.core.name;

import org.jspecify.annotations.NullMarked;
