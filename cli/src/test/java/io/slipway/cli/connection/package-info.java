@NullMarked
package io.slipway.cli.connection;

import org.jspecify.annotations.NullMarked;
