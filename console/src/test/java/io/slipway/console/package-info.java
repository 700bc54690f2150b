@NullMarked
package io.slipway.console;

import org.jspecify.annotations.NullMarked;
