/** {@code sdi.yaml}: what a Source Docker Image is made of, read strictly, with the place of every mistake. */
@NullMarked
package io.slipway.packages.sdi;

import org.jspecify.annotations.NullMarked;
