@NullMarked
package io.slipway.cli.transform;

import org.jspecify.annotations.NullMarked;
