/** The queue of reviews in the table. */
@NullMarked
package io.slipway.aws.review;

import org.jspecify.annotations.NullMarked;
