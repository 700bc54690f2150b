/** Spaces and their repositories in the table. */
@NullMarked
package io.slipway.aws.space;

import org.jspecify.annotations.NullMarked;
