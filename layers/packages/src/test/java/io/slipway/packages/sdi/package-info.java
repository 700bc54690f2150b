@NullMarked
package io.slipway.packages.sdi;

import org.jspecify.annotations.NullMarked;
