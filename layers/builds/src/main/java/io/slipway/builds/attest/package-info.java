/** What an image tells of its making: provenance, the bill of materials, labels. */
@NullMarked
package io.slipway.builds.attest;

import org.jspecify.annotations.NullMarked;
