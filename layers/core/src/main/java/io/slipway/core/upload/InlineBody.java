package io.slipway.core.upload;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.route.Operation;

/** The inline lane: bodies that pass through the gateway and a function. */
public final class InlineBody {
    /** The longest body, in bytes: Lambda accepts 6 MB, and base64 turns three bytes into four. Larger ones use the other lanes. */
    public static final int MAX = 4 * 1024 * 1024;

    private InlineBody() {}

    /** Restricts the operation to bodies of at most {@link #MAX} bytes. */
    public static Operation limited(Operation operation) {
        return call -> {
            long length = call.request().body().length().orElse(0);
            if (length > MAX) {
                throw new RegistryException(
                        ErrorCode.SIZE_INVALID,
                        413,
                        "the body of this request must have at most " + MAX + " bytes, but had " + length);
            }
            return operation.handle(call);
        };
    }
}
