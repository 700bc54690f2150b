package io.slipway.core.upload;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Request;

/** The inline lane: bodies that come through the gateway and a function. */
public final class InlineBody {
    /** The longest body, in bytes: Lambda takes 6 MB, and base64 makes four bytes of three. Larger ones take the other lanes. */
    public static final int MAX = 4 * 1024 * 1024;

    private InlineBody() {}

    static void check(Request request) {
        if (request.body().length > MAX) {
            throw new RegistryException(
                    ErrorCode.SIZE_INVALID, 413, "a body that comes this way has at most " + MAX + " bytes");
        }
    }
}
