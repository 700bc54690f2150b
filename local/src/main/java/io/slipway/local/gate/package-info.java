/** AWS's own rules in front of the emulators: whose signature a call carries, and what that role's policies in the template allow. */
@NullMarked
package io.slipway.local.gate;

import org.jspecify.annotations.NullMarked;
