/** AWS's own rules in front of the emulators: checks the signature of each call against the policies of its role in the template. */
@NullMarked
package io.slipway.local.gate;

import org.jspecify.annotations.NullMarked;
