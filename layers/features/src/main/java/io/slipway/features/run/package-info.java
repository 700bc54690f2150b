/** The one entry to the file features: a folder, a configuration and variables go in, a report comes out, and all files change or none. */
@NullMarked
package io.slipway.features.run;

import org.jspecify.annotations.NullMarked;
