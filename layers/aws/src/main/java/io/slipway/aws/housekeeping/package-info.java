/** What the janitor removes from the table and the bucket. */
@NullMarked
package io.slipway.aws.housekeeping;

import org.jspecify.annotations.NullMarked;
