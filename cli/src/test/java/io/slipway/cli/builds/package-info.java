@NullMarked
package io.slipway.cli.builds;

import org.jspecify.annotations.NullMarked;
