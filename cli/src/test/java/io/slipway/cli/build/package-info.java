@NullMarked
package io.slipway.cli.build;

import org.jspecify.annotations.NullMarked;
