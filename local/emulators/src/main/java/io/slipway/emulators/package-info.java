/** Protocol servers that stand in for AWS services, in this process or on the loopback interface. */
@NullMarked
package io.slipway.emulators;

import org.jspecify.annotations.NullMarked;
