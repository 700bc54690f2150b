@NullMarked
package io.slipway.sdi.archive;

import org.jspecify.annotations.NullMarked;
