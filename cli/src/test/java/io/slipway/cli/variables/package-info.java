@NullMarked
package io.slipway.cli.variables;

import org.jspecify.annotations.NullMarked;
