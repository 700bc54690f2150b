@NullMarked
package io.slipway.sdi.run;

import org.jspecify.annotations.NullMarked;
