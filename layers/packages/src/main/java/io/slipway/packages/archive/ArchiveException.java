package io.slipway.packages.archive;

import java.io.IOException;

/** An archive is damaged or refused. The message names the entry, and has no control characters. */
public final class ArchiveException extends IOException {
    public ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
