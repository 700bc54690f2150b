/** Real protocol servers that stand in for DynamoDB and S3, in this process, on the loopback interface. */
@NullMarked
package io.slipway.emulators;

import org.jspecify.annotations.NullMarked;
