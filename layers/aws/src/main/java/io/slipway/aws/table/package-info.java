/** The DynamoDB table: its keys, reads, writes and transactions. */
@NullMarked
package io.slipway.aws.table;

import org.jspecify.annotations.NullMarked;
