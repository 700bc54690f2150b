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
        /** The bytes were sent or received. */
        TRANSFERRED,
        /** They were there already. */
        PRESENT
    }

    /** A blob of this many bytes begins, or begins again after a failure. */
    void begins(Digest digest, long size);

    /** So many bytes more have moved. */
    void moved(Digest digest, long bytes);

    /** The blob has arrived. */
    void done(Digest digest, Outcome outcome);
}
