/** The janitor's adapters to the table and the bucket. */
@NullMarked
package io.slipway.aws.housekeeping;

import org.jspecify.annotations.NullMarked;
