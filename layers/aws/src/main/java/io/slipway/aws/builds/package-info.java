/** Builds on DynamoDB, S3, KMS and CodeBuild. */
@NullMarked
package io.slipway.aws.builds;

import org.jspecify.annotations.NullMarked;
