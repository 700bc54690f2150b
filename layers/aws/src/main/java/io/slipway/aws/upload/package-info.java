/** Upload sessions in the table, their bytes in the bucket. */
@NullMarked
package io.slipway.aws.upload;

import org.jspecify.annotations.NullMarked;
