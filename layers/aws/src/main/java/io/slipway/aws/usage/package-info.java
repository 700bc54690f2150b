/** The usage of spaces and repositories, counted in the table. */
@NullMarked
package io.slipway.aws.usage;

import org.jspecify.annotations.NullMarked;
