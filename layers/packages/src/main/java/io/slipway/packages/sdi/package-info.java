/** Reads {@code sdi.yaml}, the definition of a Source Docker Image, strictly, with the position of every mistake. */
@NullMarked
package io.slipway.packages.sdi;

import org.jspecify.annotations.NullMarked;
