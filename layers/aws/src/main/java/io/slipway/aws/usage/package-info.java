/** What spaces hold, counted in the table. */
@NullMarked
package io.slipway.aws.usage;

import org.jspecify.annotations.NullMarked;
