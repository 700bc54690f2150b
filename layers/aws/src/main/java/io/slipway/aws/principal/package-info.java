/** Rules about principals in the table. */
@NullMarked
package io.slipway.aws.principal;

import org.jspecify.annotations.NullMarked;
