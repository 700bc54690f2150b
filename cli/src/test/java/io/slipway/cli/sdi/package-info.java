@NullMarked
package io.slipway.cli.sdi;

import org.jspecify.annotations.NullMarked;
