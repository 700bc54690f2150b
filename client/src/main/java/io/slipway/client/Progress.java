package io.slipway.client;

import io.slipway.core.digest.Digest;

/** Receives the progress of a transfer, from several threads. */
public interface Progress {
    /** Reports nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begins(Digest digest, long size) {}

        @Override
        public void moved(Digest digest, long bytes) {}

        @Override
        public void done(Digest digest, Outcome outcome) {}
    };

    /** The end of a transfer. */
    enum Outcome {
        /** The bytes were transferred. */
        TRANSFERRED,
        /** The target already had them. */
        PRESENT
    }

    /** Called when the transfer of a blob of this size begins, or restarts after a failure. */
    void begins(Digest digest, long size);

    /** Called when more bytes have been transferred. */
    void moved(Digest digest, long bytes);

    /** Called when the blob has arrived. */
    void done(Digest digest, Outcome outcome);
}
