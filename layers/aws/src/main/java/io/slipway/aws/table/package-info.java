/** The one DynamoDB table: its keys and how values are written. */
@NullMarked
package io.slipway.aws.table;

import org.jspecify.annotations.NullMarked;
