package io.slipway.packages.archive;

import java.io.IOException;

/** Thrown if an archive is damaged or refused. The message contains the entry's name, but no control characters. */
public final class ArchiveException extends IOException {
    public ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
