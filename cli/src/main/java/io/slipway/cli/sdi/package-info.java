/** Creates and checks the folders of Source Docker Images. */
@NullMarked
package io.slipway.cli.sdi;

import org.jspecify.annotations.NullMarked;
