@NullMarked
package io.slipway.packages.archive;

import org.jspecify.annotations.NullMarked;
