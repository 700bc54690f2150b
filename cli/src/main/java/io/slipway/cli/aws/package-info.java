/** Logging in as a principal of AWS. The one package of the command line that knows the AWS SDK: it signs with its credentials. */
@NullMarked
package io.slipway.cli.aws;

import org.jspecify.annotations.NullMarked;
